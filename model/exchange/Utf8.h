#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace colonnade::model {

/// One character of UTF-8 text and the bytes it takes.
struct Utf8Character {
    char32_t code = 0;
    std::size_t bytes = 1;
    bool valid = false; ///< False for overlong forms, surrogates, cut sequences; `bytes` is 1 then.
};

/// The character that begins at `text[at]`; needs `at < text.size()`.
Utf8Character utf8At(std::string_view text, std::size_t at);

void appendUtf8(std::string& out, char32_t code);

/// Characters that change how a text looks or is read without being seen: C0, DEL, C1, line and
/// paragraph separators, byte order mark, bidirectional controls, noncharacters.
bool isInvisibleControl(char32_t code);

} // namespace colonnade::model
