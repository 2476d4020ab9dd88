"""Who came from whom: tree, children, path, export and counts agree with each other."""

import pytest

from support import models
from support.api import problem


@pytest.fixture(scope="module")
def chat(shared):
    """A conversation with code, HTML, a tool's output and an attachment."""
    from support.api import Api

    with Api(shared.address) as api:
        made = api.new_chat()
        attachment = {"name": "note.txt", "media_type": "text/plain", "content_base64": "Z3LDvMOfZQ=="}
        api.answered(models.CODE, made, attachments=[attachment])
        api.answered(models.HTML, made)
        api.answered(models.TOOL, made)
        return made


def flat(node):
    return [node["id"]] + [below for child in node["children"] for below in flat(child)]


def test_the_tree_holds_every_entity_once_under_its_legal_parent(api, chat):
    parents = {"UM": None, "AM": "UM", "AC": "AM", "AO": "AC", "AH": "AM", "UA": "UM"}

    def walk(node, parent):
        assert parents[node["type"]] == parent and node["id"].endswith(node["type"])
        assert [child["id"] for child in node["children"]] == sorted(child["id"] for child in node["children"])
        for child in node["children"]:
            walk(child, node["type"])

    roots = api.json(f"/api/chats/{chat}/tree")["roots"]
    for root in roots:
        walk(root, None)
    assert {kind for root in roots for kind in (below[-2:] for below in flat(root))} == set(parents)
    entities = api.json(f"/api/chats/{chat}/export")["entities"]
    assert sorted(below for root in roots for below in flat(root)) == [entity["id"] for entity in entities]


def test_in_one_request_the_question_comes_first_then_its_attachments_then_the_answer(api, chat):
    kinds = [entity["type"] for entity in api.json(f"/api/chats/{chat}/export")["entities"]]
    assert kinds[:3] == ["UM", "UA", "AM"]


def test_counts_agree_with_the_export(api, chat):
    entities = api.json(f"/api/chats/{chat}/export")["entities"]
    stats = api.json(f"/api/chats/{chat}/stats")
    kinds = [entity["type"] for entity in entities]
    assert {kind: count for kind, count in stats["counts"].items() if count} == {kind: kinds.count(kind) for kind in kinds}
    assert stats["last_sequence"] == len(entities) == int(entities[-1]["id"].split("_")[1])


def test_children_and_paths_agree_with_parents(api, chat):
    entities = {entity["id"]: entity for entity in api.json(f"/api/chats/{chat}/export")["entities"]}
    for entity in entities.values():
        if entity["type"] not in ("UM", "AM"):
            continue
        children = [child["id"] for child in api.items(f"/api/messages/{entity['id']}/children")]
        assert children == [other["id"] for other in entities.values() if other["parent"] == entity["id"]]
        path = [step["id"] for step in api.items(f"/api/messages/{entity['id']}/path")]
        assert path == ([entity["parent"]] if entity["parent"] else []) + [entity["id"]]


def test_the_tree_of_a_message_is_a_part_of_the_chats_tree(api, chat):
    for root in api.json(f"/api/chats/{chat}/tree")["roots"]:
        assert api.json(f"/api/messages/{root['id']}/tree") == {"roots": [root]}


def test_the_browsers_session_manager_reads_the_export(api, chat, tmp_path):
    import json
    import subprocess

    from support.process import ROOT

    exported = tmp_path / "export.json"
    exported.write_text(json.dumps(api.json(f"/api/chats/{chat}/export")))
    manager = (ROOT / "Web" / "client" / "session-manager.js").as_uri()
    script = f"""
        import {{ readFileSync }} from "node:fs";
        const {{ default: sessions }} = await import("{manager}");
        const chat = sessions.importSession(readFileSync("{exported}", "utf8"));
        console.log(JSON.stringify([sessions.getStats(chat), (sessions.setActiveChat(chat), sessions.getTree())]));
    """
    ran = subprocess.run(["node", "--input-type=module", "--eval", script], capture_output=True, text=True, timeout=20)
    assert ran.returncode == 0, ran.stderr
    stats, tree = json.loads(ran.stdout)
    told = api.json(f"/api/chats/{chat}/stats")
    assert stats["last_sequence"] == told["last_sequence"]
    assert tree == api.json(f"/api/chats/{chat}/tree")


@pytest.mark.parametrize("wrong", ["nonsense", "000001_UM", "{chat}_1_UM", "{chat}_000001_XX", "{chat}_999999_UM", "{chat}_000000_UM"])
def test_a_path_segment_that_is_no_such_id_is_not_found(api, chat, wrong):
    for below in ("", "/children", "/tree", "/path", "/artifacts"):
        problem(api.get(f"/api/messages/{wrong.replace('{chat}', chat)}{below}"), 404)
