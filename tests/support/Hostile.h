#pragma once

#include <random>
#include <string>
#include <vector>

/// Texts that have broken or scripted some format: markup, formulas, controls, words of YAML, ends
/// of strings. All are valid UTF-8.
inline std::vector<std::string> hostileTexts()
{
    using namespace std::string_literals;
    return {"",
            " ",
            " a ",
            "no",
            "Null",
            "true",
            "~",
            "017",
            "0x1F",
            "12:30:45",
            "2024-01-01",
            "1e999",
            ".nan",
            "=",
            "<<",
            "-",
            "- a",
            "? a",
            ": a",
            "a: b",
            "a #b",
            "a:",
            "#a",
            "&a",
            "*a",
            "!a",
            "%a",
            "@a",
            "`a`",
            "[a, b]",
            "{a: b}",
            "...",
            "---",
            "|",
            ">-",
            "'a'",
            "\"a\"",
            "a\"b",
            "a\\",
            "\\N \\G \\E \\T \\H \\L",
            "a\nb",
            "\n",
            "a\n\n b\n",
            "...\n---\n",
            "a\tb",
            "\t",
            "=1+1",
            "  =1+1",
            "\"=1+1",
            "'=1+1",
            "''=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "a\n=HYPERLINK(\"http://x\")",
            "\xc2\xa0=1",
            "\xe2\x80\x8b=1",
            "\xef\xbc\x9d"
            "1",
            "\xef\xbc\xa0x",
            "=cmd|' /C calc'!A0",
            "a,b",
            "a;b",
            "<script>alert(1)</script>",
            "</script>",
            "</text><rect/>",
            "<!-- a -->",
            "]]>",
            "&amp;",
            "&lt;b&gt;",
            "&#x0;",
            "\" onload=\"alert(1)",
            "' x='",
            "javascript:alert(1)",
            "<img src=\"file:///etc/passwd\">",
            "[a](javascript:alert(1))",
            "![a](http://x)",
            "| a | b |",
            "# a",
            "1. a",
            "* a",
            "_a_ **b** ~~c~~ `d`",
            "http://example.org www.example.org",
            "\xe2\x80\xa8"
            "a\xe2\x80\xa9"
            "b",
            "a\xc2\x85"
            "b",
            "\xe2\x80\xae"
            "gpj.exe",
            "\xe2\x81\xa6"
            "a\xe2\x81\xa9",
            "\xd8\x9c"
            "a",
            "\xef\xbb\xbf"
            "a",
            "K\xc3\xbc"
            "che",
            "Ku\xcc\x88"
            "che",
            "\xe6\xa9\x9f\xe6\x9e\xb6",
            "\xf0\x9f\xa6\x84",
            "../../etc/passwd",
            "C:\\con",
            "$(id) `id` ${HOME}",
            "%s%n%x",
            "{0} {} {{",
            "_x000D_"};
}

/// The same, and control characters that not every format can carry.
inline std::vector<std::string> hostileTextsWithControls()
{
    std::vector<std::string> texts = hostileTexts();
    texts.insert(texts.end(),
                 {std::string("a\0b", 3), "\x01", "a\x1b[31m", "\x7f", "a\r", "a\r\nb",
                  "\xc2\x9b"
                  "31m",
                  "\x08", "\xef\xbf\xbe"});
    return texts;
}

/// Up to 40 characters, most of them such that mean something to some format.
template <class Random> std::string randomText(Random& random)
{
    static const std::vector<std::string> pieces{"a",
                                                 "b",
                                                 "Z",
                                                 "0",
                                                 "7",
                                                 " ",
                                                 " ",
                                                 "\n",
                                                 "\t",
                                                 "\"",
                                                 "'",
                                                 "\\",
                                                 ":",
                                                 "-",
                                                 ",",
                                                 "#",
                                                 "[",
                                                 "]",
                                                 "{",
                                                 "}",
                                                 "&",
                                                 "*",
                                                 "!",
                                                 "|",
                                                 ">",
                                                 "<",
                                                 "%",
                                                 "@",
                                                 "`",
                                                 "=",
                                                 "~",
                                                 "?",
                                                 ".",
                                                 "/",
                                                 "_",
                                                 ";",
                                                 "(",
                                                 ")",
                                                 "+",
                                                 "$",
                                                 "^",
                                                 "\r",
                                                 "\x01",
                                                 "\x1b",
                                                 "\x7f",
                                                 "\xc2\x85",
                                                 "\xc2\xa0",
                                                 "\xc3\xbc",
                                                 "\xe2\x80\xa8",
                                                 "\xe2\x80\xae",
                                                 "\xef\xbb\xbf",
                                                 "\xf0\x9f\xa6\x84",
                                                 "...",
                                                 "---",
                                                 ": ",
                                                 " #",
                                                 "no",
                                                 "\n...\n"};
    std::string text;
    for (std::size_t length = random() % 40; length > 0; --length)
        text += pieces[random() % pieces.size()];
    return text;
}
