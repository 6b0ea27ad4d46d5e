#include "model/design/NameTemplate.h"

#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

namespace {

bool isPunctuation(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x80 && !(byte >= '0' && byte <= '9') && !(byte >= 'A' && byte <= 'Z') && !(byte >= 'a' && byte <= 'z');
}

/// Zeros before the number that the text begins with.
void appendPadded(std::string& out, std::string_view text, std::size_t width)
{
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    if (digits > 0 && digits < width)
        out.append(width - digits, '0');
    out += text;
}

} // namespace

Result<NameTemplate> NameTemplate::parse(std::string_view text, std::string_view what, std::span<const std::string_view> names)
{
    NameTemplate result;
    std::string literal;
    const auto endLiteral = [&] {
        if (!literal.empty())
            result.m_pieces.push_back({false, std::move(literal), 0, 0});
        literal.clear();
    };
    bool any = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if ((c == '{' || c == '}') && at + 1 < text.size() && text[at + 1] == c) {
            literal += c;
            ++at;
            continue;
        }
        if (c == '}')
            return fail("The template '{}' of a {} has a '}}' in column {} that closes nothing", shown(text), what, at + 1);
        if (c != '{') {
            literal += c;
            continue;
        }
        const std::size_t close = text.find('}', at);
        if (close == std::string_view::npos)
            return fail("The template '{}' of a {} has a '{{' in column {} that nothing closes", shown(text), what, at + 1);
        const std::string_view inside = text.substr(at + 1, close - at - 1);
        const std::string_view name = inside.substr(0, inside.find(':'));
        const auto found = std::find(names.begin(), names.end(), name);
        if (found == names.end())
            return fail("'{{{}}}' in column {} of the template '{}' names nothing of a {}; it may name {{{}}}", shown(name), at + 1,
                        shown(text), what, fmt::join(names, "}, {"));
        Piece piece{true, {}, static_cast<std::size_t>(found - names.begin()), 0};
        if (name.size() < inside.size()) {
            const std::string_view digits = inside.substr(name.size() + 1);
            const bool filled = digits.size() == 2 && digits[0] == '0' && digits[1] >= '1' && digits[1] <= '9';
            if (!filled)
                return fail("'{}' in column {} of the template '{}' of a {} is no width; expected '01' to '09'", shown(digits),
                            at + 2 + name.size() + 1, shown(text), what);
            piece.width = static_cast<std::size_t>(digits[1] - '0');
        }
        endLiteral();
        result.m_pieces.push_back(std::move(piece));
        any = true;
        at = close;
    }
    endLiteral();
    if (!any)
        return fail("The template '{}' of a {} has no placeholder in column 1 or after, so it names nothing; it may have {{{}}}",
                    shown(text), what, fmt::join(names, "}, {"));
    return result;
}

bool NameTemplate::uses(std::size_t name) const
{
    return std::any_of(m_pieces.begin(), m_pieces.end(), [&](const Piece& piece) { return piece.placeholder && piece.name == name; });
}

void NameTemplate::append(std::string& out, const Piece& piece, std::string_view value, bool& drop)
{
    if (piece.placeholder) {
        appendPadded(out, value, piece.width);
        drop = value.empty();
        return;
    }
    std::string_view literal = piece.text;
    while (drop && !literal.empty() && isPunctuation(literal.front()))
        literal.remove_prefix(1);
    out += literal;
    drop = false;
}

std::string NameTemplate::filled(const std::function<std::string_view(std::size_t)>& value) const
{
    std::string out;
    bool drop = false;
    for (const Piece& piece : m_pieces)
        append(out, piece, piece.placeholder ? value(piece.name) : std::string_view{}, drop);
    return out;
}

} // namespace colonnade::model
