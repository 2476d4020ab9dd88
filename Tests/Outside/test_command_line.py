"""The commands: help, configuration, migrations, backup, doctor, and how bad use is told."""

import sqlite3
import subprocess

import pytest

from support import models
from support.process import clean_environment, throughline

COMMANDS = ["serve", "migrate", "backup", "trace", "key", "user", "doctor", "config", "mapping", "version"]


def run(*arguments, **environment):
    return subprocess.run([throughline(), *map(str, arguments)], env=clean_environment(**environment), capture_output=True, text=True, timeout=30)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command):
    ran = run(command, "--help")
    assert ran.returncode == 0 and command in ran.stdout and ran.stderr == ""


def test_the_program_lists_its_commands():
    ran = run("--help")
    assert ran.returncode == 0 and all(command in ran.stdout for command in COMMANDS)


@pytest.mark.parametrize(
    "arguments",
    [["no-such-command"], ["serve", "--no-such-flag"], ["serve", "--listen"], ["serve", "--listen", "nonsense"], ["serve", "--listen", "127.0.0.1:99999"],
     ["serve", "--log-format", "xml"], ["serve", "--threads", "-1"], ["serve", "--role", "king"], ["trace"], ["backup"], ["serve", "--config", "/no/such/file"]],
)
def test_bad_use_is_told_in_one_line(arguments, tmp_path):
    ran = run(*arguments, *(["--data", tmp_path / "data"] if arguments[:1] == ["serve"] and arguments[-1] != "--listen" else []))
    assert ran.returncode == 2
    assert len(ran.stderr.strip().splitlines()) == 1 and "throughline" in ran.stderr


def test_the_version_is_printed():
    ran = run("version")
    assert ran.returncode == 0 and ran.stdout.strip()


def test_a_busy_port_is_told_in_one_line(shared, tmp_path):
    ran = run("serve", "--listen", f"127.0.0.1:{shared.port}", "--data", tmp_path / "data")
    assert ran.returncode == 2
    assert len(ran.stderr.strip().splitlines()) == 1 and str(shared.port) in ran.stderr


def test_a_data_folder_that_cannot_be_used_is_told(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    ran = run("serve", "--listen", "127.0.0.1:0", "--data", tmp_path / "file")
    assert ran.returncode == 2 and len(ran.stderr.strip().splitlines()) == 1


def test_a_data_folder_in_use_is_told(start):
    server = start()
    ran = run("serve", "--listen", "127.0.0.1:0", "--data", server.data)
    assert ran.returncode == 2 and len(ran.stderr.strip().splitlines()) == 1


def test_the_configuration_is_printed_with_secrets_masked():
    ran = run("config", OPENAI_API_KEY="sk-very-secret-1234567890", ANTHROPIC_API_KEY="sk-ant-also-secret-123", OPENAI_BASE_URL="http://127.0.0.1:9/v1")
    assert ran.returncode == 0
    assert "very-secret" not in ran.stdout and "also-secret" not in ran.stdout
    assert "http://127.0.0.1:9/v1" in ran.stdout


def test_flags_win_over_the_environment_and_that_over_the_file(tmp_path):
    printed = run("config").stdout
    assert "127.0.0.1:8080" in printed
    from_environment = run("config", THROUGHLINE_LISTEN="127.0.0.1:7001")
    assert "127.0.0.1:7001" in from_environment.stdout
    from_flag = run("config", "--listen", "127.0.0.1:7002", THROUGHLINE_LISTEN="127.0.0.1:7001")
    assert "127.0.0.1:7002" in from_flag.stdout and "7001" not in from_flag.stdout


def test_secrets_are_not_in_the_log(start, connect, upstream):
    server = start(environment=upstream.environment())
    connect(server).answered(models.SHORT, model=models.TEXT)
    assert server.terminate() == 0
    assert "key-for-openai-tests" not in server.errors() + "".join(server.output)


def test_a_database_is_migrated_once_and_a_newer_one_refused(tmp_path):
    data = tmp_path / "data"
    assert run("migrate", "--data", data).returncode == 0
    assert run("migrate", "--data", data).returncode == 0
    with sqlite3.connect(data / "throughline.db") as database:
        database.execute("INSERT INTO schema_migrations SELECT 9999, 'newer', checksum, applied_at FROM schema_migrations LIMIT 1")
    ran = run("serve", "--listen", "127.0.0.1:0", "--data", data)
    assert ran.returncode == 2 and len(ran.stderr.strip().splitlines()) == 1 and "newer" in ran.stderr


def test_a_backup_of_a_running_server_is_whole(start, connect, tmp_path):
    server = start()
    accepted, reader = connect(server).answered(models.CODE)
    target = tmp_path / "copy.db"
    ran = run("backup", target, "--data", server.data)
    assert ran.returncode == 0, ran.stderr
    with sqlite3.connect(target) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        dump = "\n".join(database.iterdump())
    assert accepted["assistant_id"] in dump
    refused = run("backup", target, "--data", server.data)
    assert refused.returncode == 2 and target.name in refused.stderr


def test_the_doctor_finds_nothing_wrong_with_a_good_folder(start, connect):
    server = start()
    connect(server).answered(models.SHORT)
    assert server.terminate() == 0
    ran = run("doctor", "--data", server.data)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_doctor_finds_what_is_wrong(tmp_path):
    data = tmp_path / "data"
    run("migrate", "--data", data)
    (data / "throughline.db").write_bytes(b"SQLite format 3\x00" + b"\x00" * 4000)
    ran = run("doctor", "--data", data)
    assert ran.returncode in (1, 2) and (ran.stdout + ran.stderr).strip()
