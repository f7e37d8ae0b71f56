"""What people, pets and programs type: strings that break things. Each fits a card; what must not is TOO_MUCH."""

STRINGS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)> & \"quoted\" 'single' </p></li>",
    "javascript:alert(1) http://",
    "{{ 7 * 7 }} {% raw %} %(name)s %s ${x} `x`",
    "=cmd|' /C calc'!A0 +1 -1 @SUM(A1) =\"x\"",
    "\u202everkehrt herum\u202c und \u2066eingeschlossen\u2069",
    "שלום עולם mitten im Satz und السلام عليكم",
    "null\u200bbreit\u200d\ufeff und weich\u00adge\u00adtrennt",
    "🥨👩‍👩‍👧‍👦🏳️‍🌈 Emoji",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!͖̬̰̙̗̿̋ͥͥ̂ͣ̐́́͜͞",
    "W" * 500,
    "[" * 500,
    "https://example.org/" + "a" * 470,
    "Zeile\n\n\n\nZeile\n" + "\n".join("abc"),
    "\ufdfd\u0bcc\u1242b 田中さんにあげて下さい ｡◕ ∀ ◕｡",
]
TOO_MUCH = {
    "W" * 4000: "text.long",
    "[" * 5000: "text.long",
    "\x00\x07": "text.empty",
    "halb\ud800": "text.control",
    "\u200b\u200d": "text.unseen",
    " \n\t ": "text.empty",
}
