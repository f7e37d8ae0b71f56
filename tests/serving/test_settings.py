"""Settings: defaults that run, and a sentence that names the variable for whatever cannot work."""

import dataclasses
from pathlib import Path

import pytest

from barcamp.public_url import as_sent
from barcamp.settings import BadSetting, Settings, checked, read, unknown, variable


def test_the_defaults_run_on_sqlite_with_the_memory_bell_in_one_process(monkeypatch, tmp_path: Path):
    monkeypatch.chdir(tmp_path)
    found = read({})
    assert found == Settings()
    assert found.database == f"sqlite+aiosqlite:///{tmp_path / 'data' / 'barcamp.db'}"
    assert (found.bell_url, found.processes, found.secure) == ("memory://", 1, False)


GOOD = {
    "host": ("0.0.0.0", "0.0.0.0"),
    "port": (" 0 ", 0),
    "public_url": ("https://camp.example.org/", "https://camp.example.org"),
    "data": ("/tmp/there", Path("/tmp/there")),
    "database_url": ("postgresql+asyncpg://u@h/d", "postgresql+asyncpg://u@h/d"),
    "bell_url": ("rediss://h:6379/0", "rediss://h:6379/0"),
    "processes": ("1", 1),
    "beat_ms": ("2000", 2000),
    "heartbeat_s": ("60", 60),
    "body_limit_kb": ("4", 4),
    "joins_per_minute": ("120", 120),
    "proxy": ("10.0.0.1, 172.16.0.0/12", "10.0.0.1, 172.16.0.0/12"),
    "operator": (" Agentur West, Burg 1 ", "Agentur West, Burg 1"),
    "contact": ("post@example.org", "post@example.org"),
    "security_contact": ("mailto:security@example.org", "mailto:security@example.org"),
    "enforcement": (" Schlichtungsstelle West ", "Schlichtungsstelle West"),
    "metrics_token": ("0123456789abcdef", "0123456789abcdef"),
    "log": ("json", "json"),
    "log_addresses": ("on", "on"),
}
NEEDS = {"log_addresses": {variable("proxy"): "10.0.0.1"}}


@pytest.mark.parametrize("name", [spec.name for spec in dataclasses.fields(Settings)])
def test_every_setting_is_read_from_its_variable(name: str):
    typed, expected = GOOD[name]
    assert getattr(read({variable(name): typed, **NEEDS.get(name, {})}), name) == expected


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("log_addresses", "on"),
        ("log_addresses", "maybe"),
        ("port", "web"),
        ("port", ""),
        ("port", "8000.5"),
        ("port", "-1"),
        ("port", "65536"),
        ("public_url", "camp.example.org"),
        ("public_url", "ftp://camp.example.org"),
        ("public_url", "https://"),
        ("public_url", "https://:8000"),
        ("public_url", "https://camp.example .org"),
        ("public_url", "https://camp.example.org/barcamp"),
        ("public_url", "https://camp.example.org/?x=1"),
        ("public_url", "https://camp.example.org?"),
        ("public_url", "https://camp.example.org#top"),
        ("public_url", "https://user@camp.example.org"),
        ("public_url", "https://camp.example.org:99999"),
        ("public_url", "https://camp.example.org:0"),
        ("public_url", "https://camp.example.org:"),
        ("public_url", "https://camp.example.org:web"),
        ("public_url", "https://camp..example.org"),
        ("public_url", "https://-camp.example.org"),
        ("public_url", "https://[::1"),
        ("database_url", "mysql://h/d"),
        ("database_url", "postgresql://h/d"),
        ("database_url", "sqlite:///x.db"),
        ("bell_url", "redis"),
        ("bell_url", "amqp://h"),
        ("bell_url", ""),
        ("processes", "0"),
        ("processes", "65"),
        ("processes", "many"),
        ("beat_ms", "9"),
        ("beat_ms", "2001"),
        ("heartbeat_s", "0"),
        ("heartbeat_s", "61"),
        ("body_limit_kb", "3"),
        ("body_limit_kb", "10241"),
        ("proxy", "http://10.0.0.1"),
        ("proxy", "10.0.0.1:80"),
        ("proxy", "caddy"),
        ("proxy", "10.0.0.1, caddy"),
        ("proxy", "10.0.0.1/8"),
        ("security_contact", "security@example.org"),
        ("security_contact", "http://example.org"),
        ("metrics_token", "short"),
        ("log", "xml"),
        ("log", ""),
    ],
)
def test_a_value_that_cannot_work_is_refused_by_the_name_of_its_variable(name: str, typed: str):
    assert read({variable(name): GOOD[name][0], **NEEDS.get(name, {})})
    with pytest.raises(BadSetting, match=variable(name)):
        read({variable(name): typed})


MENDED = {
    "HTTPS://Camp.Example.org": "https://camp.example.org",
    " https://camp.example.org/ ": "https://camp.example.org",
    "https://camp.example.org.": "https://camp.example.org",
    "https://camp.example.org:443/": "https://camp.example.org",
    "http://camp.example.org:80": "http://camp.example.org",
    "http://camp.example.org:443": "http://camp.example.org:443",
    "http://192.168.0.7:8000": "http://192.168.0.7:8000",
    "http://[FE80::1]:8000": "http://[fe80::1]:8000",
    "https://Müller-Camp.example": "https://müller-camp.example",
}


@pytest.mark.parametrize(("typed", "kept"), MENDED.items())
def test_a_public_address_is_kept_as_browsers_send_it(typed: str, kept: str):
    assert read({variable("public_url"): typed}).public_url == kept
    assert read({}).with_(public_url=typed.strip()).public_url == kept
    assert read({variable("public_url"): kept}).public_url == kept


def test_a_host_with_umlauts_is_sent_without_them():
    assert as_sent("https://müller-camp.example:8443/ABC") == "https://xn--mller-camp-9db.example:8443/ABC"
    assert as_sent("https://straße.example/ABC") == "https://xn--strae-oqa.example/ABC"
    assert as_sent("WIFI:T:WPA;S:Gäste;;") == "WIFI:T:WPA;S:Gäste;;"


def test_several_processes_need_a_bell_that_all_can_hear():
    several = {variable("processes"): "2", variable("bell_url"): "redis://127.0.0.1/0"}
    assert read(several).processes == 2
    with pytest.raises(BadSetting) as caught:
        read({**several, variable("bell_url"): "memory://"})
    assert variable("processes") in str(caught.value)
    assert variable("bell_url") in str(caught.value)


def test_options_of_the_command_line_win_and_are_checked_too():
    found = read({variable("port"): "9000"}).with_(port=9001, host=None)
    assert (found.port, found.host) == (9001, "127.0.0.1")
    with pytest.raises(BadSetting, match="BARCAMP_PORT"):
        found.with_(port=70000)


def test_cookies_are_locked_to_https_only_where_people_come_over_https():
    assert checked(Settings(public_url="https://camp.example.org")).secure
    assert not checked(Settings(public_url="http://camp.example.org")).secure


def test_every_setting_says_what_it_is():
    assert [spec.name for spec in dataclasses.fields(Settings) if not spec.metadata["says"]] == []


def test_a_secret_may_stand_in_a_file(tmp_path: Path):
    file = tmp_path / "url"
    file.write_text("postgresql+asyncpg://u:p@h/d\n")
    assert read({"BARCAMP_DATABASE_URL_FILE": str(file)}).database_url == "postgresql+asyncpg://u:p@h/d"
    with pytest.raises(BadSetting, match=r"DATABASE_URL and BARCAMP_DATABASE_URL_FILE are both set"):
        read({"BARCAMP_DATABASE_URL_FILE": str(file), "BARCAMP_DATABASE_URL": "postgresql+asyncpg://u@h/d"})
    with pytest.raises(BadSetting, match=r"BARCAMP_BELL_URL_FILE.*No such file"):
        read({"BARCAMP_BELL_URL_FILE": str(tmp_path / "none")})
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(BadSetting, match=r"BARCAMP_BELL_URL_FILE.*it is no text"):
        read({"BARCAMP_BELL_URL_FILE": str(file)})


def test_a_setting_that_nobody_knows_is_told_with_the_one_that_was_meant():
    typed = {"BARCAMP_PUBLICURL": "x", "BARCAMP_ZZZ": "", "BARCAMP_PORT": "1", "BARCAMP_BELL_URL_FILE": "f"}
    assert unknown({**typed, "BARCAMP_TEST_AXE": "x", "PATH": ""}) == {
        "BARCAMP_PUBLICURL": "BARCAMP_PUBLIC_URL",
        "BARCAMP_ZZZ": "",
    }


def test_other_variables_are_left_alone():
    assert read({"PORT": "1", "BARCAMP_TEST_REQUIRE": "redis", "PATH": "/bin"}) == Settings()
