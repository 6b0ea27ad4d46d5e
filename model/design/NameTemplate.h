#pragma once

#include "model/units/Result.h"

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// A text with placeholders, taken apart once and filled in often.
class NameTemplate {
public:
    struct Piece {
        bool placeholder = false;
        std::string text;        ///< Of a literal: itself.
        std::size_t name = 0;    ///< Of a placeholder: its index in the list that it was parsed with.
        std::size_t width = 0;   ///< Digits that a number is filled up to with zeros.
    };

    /// Fails with the column (in bytes, from 1) of a brace that does not close, a placeholder that is not in `names`, a width
    /// that is none, and where there is no placeholder at all. `what` says whose template it is: "port".
    static Result<NameTemplate> parse(std::string_view text, std::string_view what, std::span<const std::string_view> names);

    [[nodiscard]] std::span<const Piece> pieces() const { return m_pieces; }
    [[nodiscard]] bool uses(std::size_t name) const;
    /// The text with each placeholder as `value` gives it, by index in the list of names.
    [[nodiscard]] std::string filled(const std::function<std::string_view(std::size_t)>& value) const;
    /// Appends one piece to `out`. `drop`: the piece before stood for nothing, so punctuation goes; set anew.
    static void append(std::string& out, const Piece& piece, std::string_view value, bool& drop);

private:
    std::vector<Piece> m_pieces;
};

} // namespace colonnade::model
