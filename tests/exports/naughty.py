"""What people type who mean no harm, and what people type who do."""

NAUGHTY = (
    "=cmd|' /C calc'!A0", "+49 271 1", "-1+1", "@SUM(A1)", "\tTab vorn", "<script>alert(1)</script>", "</text></svg>",
    "]]>&amp;&lt;&#0;", "\"'`´\\", "a\x00b\x07c\x1bd\x7fe", "rechts \u202eabc\u202c links",
    "null\u200bbreit\u200d\ufeff",
    "👩‍👩‍👧‍👦 🎉 🏳️‍🌈", "日本語のタイトル", "Γειά σου Κόσμε", "Привет, мир", "مرحبا بالعالم", "שלום", "हिन्दी", "Z͑ͫ̓a̴l̵g̶o̷",
    "ภาษาไทย ที่นี่ น้ำ", "한국어 제목", "Nguyễn Thị Ánh",
    "𒀀𒁀𒂀",
    "# keine Überschrift", "* kein * Punkt_mit_ `Code`", "1. keine Liste", "| Zelle | Zelle |\n|---|---|",
    "$x^2$ #read(\"/etc/x\")",
    "{{ 7 * 7 }} {% raw %}",
    "![Bild](http://example.org/x.png)", "[Klick](javascript:alert(1))", "---", "[" * 300, "W" * 400,
    "Zeile 1\nZeile 2\r\nZeile 3\u2028Zeile 4", "%s %d %(x)s", "Ende\ud7ff\ue000\ufffd",
)  # fmt: skip
