"""The echo protocol: whatever a client calls its message comes back beside the server's own ID, and names the same thing for ever."""

import pytest

from support import models
from support.api import fresh_uuid, problem


def test_without_a_name_the_server_allocates(api):
    chat = api.new_chat()
    accepted = api.ask(chat, models.SHORT)
    assert accepted["id"] == f"{chat}_000001_UM"
    assert accepted["assistant_id"] == accepted["stream"] == f"{chat}_000002_AM"
    assert accepted.get("frontend_id") is None


def test_an_opaque_name_is_echoed_on_everything(api):
    name = 'browser tab 3, message "7" – ü'
    accepted, reader = api.answered(models.CODE, frontend_id=name)
    assert accepted["frontend_id"] == name
    assert accepted["id"].endswith("_000001_UM")
    assert all(event["frontend_id"] == name for event in reader.events)
    assert api.json(f"/api/messages/{accepted['id']}")["frontend_id"] == name


def test_the_next_id_of_the_chat_becomes_canonical(api):
    chat = api.new_chat()
    for sequence in (1, 3):
        mine = f"{chat}_{sequence:06}_UM"
        accepted, _ = api.answered(models.SHORT, chat, frontend_id=mine)
        assert accepted["id"] == accepted["frontend_id"] == mine


@pytest.mark.parametrize("canonical", [True, False])
def test_the_same_again_is_the_first_answer_again(api, canonical):
    chat = api.new_chat()
    name = f"{chat}_000001_UM" if canonical else "once"
    accepted, _ = api.answered(models.SHORT, chat, frontend_id=name)
    again = api.post_message(chat, models.SHORT, frontend_id=name)
    assert again.status_code == 200 and again.json() == accepted
    assert api.json(f"/api/chats/{chat}/stats")["counts"]["UM"] == 1


@pytest.mark.parametrize("canonical", [True, False])
def test_the_same_name_for_other_content_is_a_conflict(api, canonical):
    chat = api.new_chat()
    name = f"{chat}_000001_UM" if canonical else "once"
    api.answered(models.SHORT, chat, frontend_id=name)
    refused = problem(api.post_message(chat, "Something else", frontend_id=name), 409, "id.conflict")
    assert refused["next_sequence"] == 3


@pytest.mark.parametrize("sequence", [2, 3, 999999])
def test_an_id_out_of_sequence_is_a_conflict(api, sequence):
    chat = api.new_chat()
    refused = problem(api.post_message(chat, models.SHORT, frontend_id=f"{chat}_{sequence:06}_UM"), 409, "id.conflict")
    assert refused["next_sequence"] == 1
    assert api.json(f"/api/chats/{chat}/stats")["last_sequence"] == 0


def test_after_a_conflict_the_told_sequence_works(api):
    chat = api.new_chat()
    api.answered(models.SHORT, chat)
    refused = problem(api.post_message(chat, models.SHORT, frontend_id=f"{chat}_000001_UM"), 409, "id.conflict")
    accepted = api.ask(chat, models.SHORT, frontend_id=f"{chat}_{refused['next_sequence']:06}_UM")
    assert accepted["id"] == accepted["frontend_id"]


@pytest.mark.parametrize("kind", ["AM", "AC", "AO", "AH", "UA"])
def test_an_id_of_a_kind_that_is_illegal_here_is_foreign(api, kind):
    chat = api.new_chat()
    problem(api.post_message(chat, models.SHORT, frontend_id=f"{chat}_000001_{kind}"), 422, "id.foreign")


def test_an_id_of_another_chat_is_foreign(api):
    problem(api.post_message(api.new_chat(), models.SHORT, frontend_id=f"{fresh_uuid()}_000001_UM"), 422, "id.foreign")


@pytest.mark.parametrize("name", ["{chat}_1_UM", "{chat}_000001_um", "{chat}_000001", "CHAT_000001_UM"])
def test_what_only_looks_a_little_like_an_id_is_opaque(api, name):
    chat = api.new_chat()
    name = name.replace("{chat}", chat).replace("CHAT", chat.upper())
    accepted = api.ask(chat, models.SHORT, frontend_id=name)
    assert accepted["id"] == f"{chat}_000001_UM" and accepted["frontend_id"] == name


def test_128_characters_are_the_limit(api):
    chat = api.new_chat()
    assert api.ask(chat, models.SHORT, frontend_id="ü" * 128)["frontend_id"] == "ü" * 128
    refused = problem(api.post_message(chat, models.SHORT, frontend_id="u" * 129), 422)
    assert refused["errors"][0]["pointer"] == "/frontend_id"


def test_the_same_conversation_replayed_gives_the_same_ids(api):
    def conversation():
        chat = api.new_chat()
        for content in (models.CODE, models.TOOL):
            api.answered(content, chat)
        return [entity["id"].removeprefix(chat) for entity in api.json(f"/api/chats/{chat}/export")["entities"]]

    assert conversation() == conversation()
