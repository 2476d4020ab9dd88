"""The history of the server's figures."""

import time

import pytest

from support import models
from support.api import problem
from support.process import wait_until


def series(api, **wish):
    """The answer, with its series by name and labels."""
    answer = api.json("/api/metrics/series", **wish)
    by_name = {(line["name"], *sorted(line["labels"].values())): line["points"] for line in answer["series"]}
    assert len(by_name) == len(answer["series"])
    return answer, by_name


def test_an_answer_shows_in_the_history(api):
    since = int(time.time())
    api.answered(models.SHORT)

    def shown():
        points = series(api, **{"from": since, "step": 5})[1][("tokens_per_second",)]
        return any(value for _, value in points)

    wait_until(shown, 15, "the answer's tokens in the history")
    _, found = series(api, **{"from": since, "step": 5})
    for name in (("requests_per_second",), ("stream_events_per_second",), ("resident_bytes",), ("cpu_cores",), ("connections",),
                 ("time_to_first_token_seconds", "0.5"), ("answer_duration_seconds", "0.95"), ("accept_to_commit_seconds", "0.95")):
        assert any(value for _, value in found[name]), name
    assert all(value in (0, None) for _, value in found[("errors_per_second", "stream")])


def test_without_a_wish_it_is_the_last_hour_and_what_was_before_the_process_is_not_known(api):
    answer, found = series(api)
    assert answer["step_seconds"] == 10
    for points in found.values():
        assert 360 <= len(points) <= 361
        assert all(later[0] - earlier[0] == 10 for earlier, later in zip(points, points[1:]))
        assert points[0][1] is None


def test_two_weeks_are_one_screen(api):
    answer, found = series(api, **{"from": int(time.time()) - 14 * 86400})
    assert answer["step_seconds"] == 3600 and all(len(points) <= 361 for points in found.values())


@pytest.mark.parametrize("wish, expected", [
    ({"from": "yesterday"}, "RFC 3339"), ({"to": "12:00"}, "RFC 3339"), ({"step": "fast"}, "whole seconds"), ({"step": "0"}, "from 1 to"),
    ({"from": "1000", "to": "500"}, "rises"), ({"from": "1", "step": "300"}, "at least"),
])  # fmt: skip
def test_a_wish_that_cannot_be_met_is_refused(api, wish, expected):
    assert expected in problem(api.get("/api/metrics/series", params=wish), 400, "query.invalid")["detail"]
