"""Generations as their page sees them: started, watched, put together from frames."""

import uuid

import httpx_sse

from support.process import wait_until

HEAD = "Target Table,Target Column,Target Type,Nullable,Key,Source Table,Source Alias,Source Column,Transformation,Default,Notes"
PLAIN = f"""{HEAD}
dim_customer,customer_id,INTEGER,N,PK,customers,c,id,,,
dim_customer,full_name,VARCHAR(100),Y,,customers,c,name,UPPER(c.name),,
"""
PROSE = f"""{HEAD}
dim_customer,customer_id,INTEGER,N,PK,customers,c,id,,,
dim_customer,full_name,VARCHAR(100),Y,,customers,c,name,please make the name look nice for letters `UPPER(c.name)`,,
"""


def fresh():
    return f"gen_{uuid.uuid4().hex}"


def generate(api, text=PLAIN, name="Mapping.csv", **fields):
    form = {"generation_id": fresh(), "name": "customers", "dialect": "postgres", "as": "select", **fields}
    return api.post("/api/generations", data=form, files={"workbook": (name, text.encode(), "text/csv")})


def started(api, text=PLAIN, **fields):
    answer = generate(api, text, **fields)
    assert answer.status_code == 202, answer.text
    return answer.json()


def frames(api, generation, after=None, wire="blocks", **query):
    headers = {"Last-Event-ID": after} if after else {}
    with httpx_sse.connect_sse(api, "GET", f"/api/generations/{generation}/events", params={"wire": wire, **query}, headers=headers) as source:
        if source.response.status_code == 204:
            return
        assert source.response.status_code == 200, source.response.read()
        for item in source.iter_sse():
            if item.data:
                yield item


class Page:
    """What a page makes of the frames."""

    def __init__(self):
        self.blocks, self.cursor, self.final, self.errors, self.filename = {}, None, None, [], None

    def take(self, item):
        frame = item.json()
        assert frame["type"] == item.event
        self.cursor = item.id
        match frame["type"]:
            case "hashmap_sync":
                assert frame["reason"] in ("initial_load", "recovery", "checkpoint")
                self.blocks = dict(frame["complete_hashmap"]["blocks"])
            case "block_update":
                self.blocks[frame["block_name"]] = frame["block_data"]
            case "generation_complete":
                self.final, self.filename = frame["final_sql"], frame["filename"]
            case "generation_error":
                self.errors.append(frame)
            case "progress":
                assert frame["message"] and 0 <= frame["progress_percentage"] <= 100

    @property
    def text(self):
        done = sorted((b for b in self.blocks.values() if b["status"] == "completed" and b["sql"]), key=lambda b: b["order"])
        return "".join(b["sql"] + "\n" for b in done)


def watched(api, generation):
    page = Page()
    for item in frames(api, generation):
        page.take(item)
    return page


def settled(api, generation, seconds=30):
    def over():
        found = api.json(f"/api/generations/{generation}")
        return found if found["status"] in ("completed", "error") else None

    return wait_until(over, seconds, f"the end of {generation}")
