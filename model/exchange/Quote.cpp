#include "model/exchange/Quote.h"

#include "model/exchange/Utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace colonnade::model {

namespace {

/// C0 except tab and line feed, DEL, C1, noncharacters: dropped where a format cannot carry them.
bool isDropped(char32_t code)
{
    if (code == '\t' || code == '\n')
        return false;
    return code < 0x20 || (code >= 0x7f && code < 0xa0) || (code >= 0xfdd0 && code <= 0xfdef)
        || (code & 0xfffe) == 0xfffe;
}

/// Hands each character of `text` to `append`; U+FFFD for bytes that are no UTF-8.
template <class Append> std::string mapped(std::string_view text, Append append)
{
    std::string out;
    out.reserve(text.size() + 2);
    for (std::size_t i = 0; i < text.size();) {
        const Utf8Character character = utf8At(text, i);
        append(out, character.code);
        i += character.bytes;
    }
    return out;
}

bool isSkippedBeforeFormula(char32_t code)
{
    switch (code) {
    case ' ':
    case 0xa0:
    case '"':
    case '\'':
    case 0x2018:
    case 0x2019:
    case 0x201c:
    case 0x201d: return true;
    default: return (code >= 0x200b && code <= 0x200f) || code == 0x2060 || code == 0xfeff;
    }
}

bool beginsFormula(char32_t code)
{
    switch (code) {
    case '=':
    case '+':
    case '-':
    case '@':
    case '\t':
    case '\r':
    case '\n':
    case 0xff1d: // The full-width forms, which some spreadsheets take for the narrow ones.
    case 0xff0b:
    case 0xff0d:
    case 0xff20: return true;
    default: return false;
    }
}

/// True where some line begins, after what a spreadsheet skips, like a formula.
bool needsGuard(std::string_view text)
{
    bool atStart = true;
    for (std::size_t i = 0; i < text.size();) {
        const Utf8Character character = utf8At(text, i);
        if (atStart && beginsFormula(character.code))
            return true;
        if (!isSkippedBeforeFormula(character.code))
            atStart = character.code == '\n' || character.code == '\r';
        i += character.bytes;
    }
    return false;
}

std::string quotedCell(std::string_view text, bool guarded)
{
    std::string content = mapped(text, [](std::string& out, char32_t code) {
        if (!isDropped(code) || code == '\r')
            appendUtf8(out, code);
    });
    if (guarded && needsGuard(content))
        content.insert(0, 1, '\'');
    const auto isEdge = [](char c) { return c == ' ' || c == '\t'; };
    if (content.find_first_of(",\"\r\n") == std::string::npos
        && (content.empty() || (!isEdge(content.front()) && !isEdge(content.back()))))
        return content;
    std::string out = "\"";
    for (const char c : content) {
        if (c == '"')
            out += '"';
        out += c;
    }
    out += '"';
    return out;
}

void appendMarkup(std::string& out, char32_t code)
{
    switch (code) {
    case '&': out += "&amp;"; return;
    case '<': out += "&lt;"; return;
    case '>': out += "&gt;"; return;
    case '"': out += "&quot;"; return;
    case '\'': out += "&#39;"; return;
    default:
        if (!isDropped(code))
            appendUtf8(out, code);
    }
}

bool isAsciiLetterOrDigit(char32_t code)
{
    return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z')
        || (code >= '0' && code <= '9');
}

/// Letters of living alphabets; a name in one of them stays readable as name of a file.
bool isLetterBeyondAscii(char32_t code)
{
    struct Range {
        char32_t first;
        char32_t last;
    };
    static constexpr std::array<Range, 14> ranges{{{0xc0, 0xd6},
                                                   {0xd8, 0xf6},
                                                   {0xf8, 0x24f},
                                                   {0x250, 0x2af},
                                                   {0x386, 0x3ff},
                                                   {0x400, 0x481},
                                                   {0x48a, 0x52f},
                                                   {0x5d0, 0x5ea},
                                                   {0x620, 0x64a},
                                                   {0x1e00, 0x1eff},
                                                   {0x3041, 0x3096},
                                                   {0x30a1, 0x30fa},
                                                   {0x4e00, 0x9fff},
                                                   {0xac00, 0xd7a3}}};
    return code != 0x387 && std::any_of(ranges.begin(), ranges.end(), [&](Range range) {
               return code >= range.first && code <= range.last;
           });
}

bool isCombiningMark(char32_t code)
{
    return code >= 0x300 && code <= 0x36f;
}

/// The letter with its mark as one character; 0 where there is none. From the decompositions of
/// Unicode's Latin blocks.
char32_t composed(char32_t letter, char32_t mark)
{
    struct Mark {
        char32_t mark;
        std::u32string_view letters;
        std::u32string_view together;
    };
    static constexpr std::array marks{
        Mark{U'\u0300', U"AEINOUWYaeinouwyÂÊÔÜâêôüĂăĒēŌōƠơƯư",
             U"ÀÈÌǸÒÙẀỲàèìǹòùẁỳẦỀỒǛầềồǜẰằḔḕṐṑỜờỪừ"},
        Mark{U'\u0301', U"ACEGIKLMNOPRSUWYZacegiklmnoprsuwyzÂÅÆÇÊÏÔÕØÜâåæçêïôõøüĂăĒēŌōŨũƠơƯư",
             U"ÁĆÉǴÍḰĹḾŃÓṔŔŚÚẂÝŹáćéǵíḱĺḿńóṕŕśúẃýźẤǺǼḈẾḮỐṌǾǗấǻǽḉếḯốṍǿǘẮắḖḗṒṓṸṹỚớỨứ"},
        Mark{U'\u0302', U"ACEGHIJOSUWYZaceghijosuwyzẠạẸẹỌọ", U"ÂĈÊĜĤÎĴÔŜÛŴŶẐâĉêĝĥîĵôŝûŵŷẑẬậỆệỘộ"},
        Mark{U'\u0303', U"AEINOUVYaeinouvyÂÊÔâêôĂăƠơƯư", U"ÃẼĨÑÕŨṼỸãẽĩñõũṽỹẪỄỖẫễỗẴẵỠỡỮữ"},
        Mark{U'\u0304', U"AEGIOUYaegiouyÄÆÕÖÜäæõöüǪǫȦȧȮȯḶḷṚṛ",
             U"ĀĒḠĪŌŪȲāēḡīōūȳǞǢȬȪǕǟǣȭȫǖǬǭǠǡȰȱḸḹṜṝ"},
        Mark{U'\u0306', U"AEGIOUaegiouȨȩẠạ", U"ĂĔĞĬŎŬăĕğĭŏŭḜḝẶặ"},
        Mark{U'\u0307', U"ABCDEFGHIMNOPRSTWXYZabcdefghmnoprstwxyzŚśŠšſṢṣ",
             U"ȦḂĊḊĖḞĠḢİṀṄȮṖṘṠṪẆẊẎŻȧḃċḋėḟġḣṁṅȯṗṙṡṫẇẋẏżṤṥṦṧẛṨṩ"},
        Mark{U'\u0308', U"AEHIOUWXYaehiotuwxyÕõŪū", U"ÄËḦÏÖÜẄẌŸäëḧïöẗüẅẍÿṎṏṺṻ"},
        Mark{U'\u0309', U"AEIOUYaeiouyÂÊÔâêôĂăƠơƯư", U"ẢẺỈỎỦỶảẻỉỏủỷẨỂỔẩểổẲẳỞởỬử"},
        Mark{U'\u030a', U"AUauwy", U"ÅŮåůẘẙ"},
        Mark{U'\u030b', U"OUou", U"ŐŰőű"},
        Mark{U'\u030c', U"ACDEGHIKLNORSTUZacdeghijklnorstuzÜüƷʒ",
             U"ǍČĎĚǦȞǏǨĽŇǑŘŠŤǓŽǎčďěǧȟǐǰǩľňǒřšťǔžǙǚǮǯ"},
        Mark{U'\u030f', U"AEIORUaeioru", U"ȀȄȈȌȐȔȁȅȉȍȑȕ"},
        Mark{U'\u0311', U"AEIORUaeioru", U"ȂȆȊȎȒȖȃȇȋȏȓȗ"},
        Mark{U'\u031b', U"OUou", U"ƠƯơư"},
        Mark{U'\u0323', U"ABDEHIKLMNORSTUVWYZabdehiklmnorstuvwyzƠơƯư",
             U"ẠḄḌẸḤỊḲḶṂṆỌṚṢṬỤṾẈỴẒạḅḍẹḥịḳḷṃṇọṛṣṭụṿẉỵẓỢợỰự"},
        Mark{U'\u0324', U"Uu", U"Ṳṳ"},
        Mark{U'\u0325', U"Aa", U"Ḁḁ"},
        Mark{U'\u0326', U"STst", U"ȘȚșț"},
        Mark{U'\u0327', U"CDEGHKLNRSTcdeghklnrst", U"ÇḐȨĢḨĶĻŅŖŞŢçḑȩģḩķļņŗşţ"},
        Mark{U'\u0328', U"AEIOUaeiou", U"ĄĘĮǪŲąęįǫų"},
        Mark{U'\u032d', U"DELNTUdelntu", U"ḒḘḼṊṰṶḓḙḽṋṱṷ"},
        Mark{U'\u032e', U"Hh", U"Ḫḫ"},
        Mark{U'\u0330', U"EIUeiu", U"ḚḬṴḛḭṵ"},
        Mark{U'\u0331', U"BDKLNRTZbdhklnrtz", U"ḆḎḴḺṈṞṮẔḇḏẖḵḻṉṟṯẕ"},
    };
    for (const Mark& row : marks) {
        if (row.mark != mark)
            continue;
        const auto at = row.letters.find(letter);
        return at == std::u32string_view::npos ? 0 : row.together[at];
    }
    return 0;
}

/// `text` in which capital and small letters are the same.
std::string folded(std::string_view text)
{
    return mapped(text, [](std::string& out, char32_t code) {
        const bool isLatinPair =
            code >= 0x100 && code <= 0x17f && code != 0x131 && code != 0x138 && code != 0x149;
        const bool isThirtyTwoBefore = (code >= 'A' && code <= 'Z')
            || (code >= 0xc0 && code <= 0xde && code != 0xd7) || (code >= 0x391 && code <= 0x3a9)
            || (code >= 0x410 && code <= 0x42f);
        if (isThirtyTwoBefore)
            code += 0x20;
        else if (code >= 0x400 && code <= 0x40f)
            code += 0x50;
        else if (code == 0x178)
            code = 0xff;
        else if (isLatinPair
                 && ((code >= 0x139 && code <= 0x148) || (code >= 0x179 && code <= 0x17e)))
            code += code % 2; // Capitals are odd here.
        else if ((isLatinPair && code != 0x17f) || (code >= 0x1e00 && code <= 0x1eff))
            code |= 1;
        appendUtf8(out, code);
    });
}

std::string cutAtCharacter(std::string_view text, std::size_t most)
{
    if (text.size() <= most)
        return std::string{text};
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xc0) == 0x80)
        --most;
    return std::string{text.substr(0, most)};
}

void trimEdges(std::string& name)
{
    const auto first = name.find_first_not_of(".-");
    name.erase(0, std::min(first, name.size()));
    while (!name.empty() && (name.back() == '.' || name.back() == '-'))
        name.pop_back();
}

/// Names of devices on Windows, also with any ending.
bool isDeviceName(std::string_view name)
{
    std::string stem{name.substr(0, name.find('.'))};
    std::transform(stem.begin(), stem.end(), stem.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 0x20) : c; });
    if (stem == "CON" || stem == "PRN" || stem == "AUX" || stem == "NUL")
        return true;
    return stem.size() == 4 && (stem.starts_with("COM") || stem.starts_with("LPT"))
        && stem[3] >= '1' && stem[3] <= '9';
}

constexpr std::size_t longestName = 100;

} // namespace

namespace quote {

std::string csvCell(std::string_view text)
{
    return quotedCell(text, true);
}

std::string csvRawCell(std::string_view text)
{
    return quotedCell(text, false);
}

std::string_view csvUnguarded(std::string_view content)
{
    return content.starts_with('\'') && needsGuard(content.substr(1)) ? content.substr(1) : content;
}

std::string xml(std::string_view text)
{
    return mapped(text, appendMarkup);
}

std::string xmlAttribute(std::string_view text)
{
    return mapped(text, [](std::string& out, char32_t code) {
        // A parser would turn these into blanks.
        if (code == '\n')
            out += "&#10;";
        else if (code == '\t')
            out += "&#9;";
        else
            appendMarkup(out, code);
    });
}

std::string html(std::string_view text)
{
    return mapped(text, appendMarkup);
}

std::string json(std::string_view text)
{
    std::string out = "\"";
    out += mapped(text, [](std::string& to, char32_t code) {
        switch (code) {
        case '"': to += "\\\""; return;
        case '\\': to += "\\\\"; return;
        case '\n': to += "\\n"; return;
        case '\t': to += "\\t"; return;
        case '\r': to += "\\r"; return;
        default: break;
        }
        if (code == '<' || (isInvisibleControl(code) && code < 0x10000))
            fmt::format_to(std::back_inserter(to), "\\u{:04x}", static_cast<unsigned>(code));
        else
            appendUtf8(to, code);
    });
    out += '"';
    return out;
}

std::string dot(std::string_view text)
{
    std::string out = "\"";
    out += mapped(text, [](std::string& to, char32_t code) {
        if (code == '\\')
            to += "\\\\";
        else if (code == '"')
            to += "\\\"";
        else if (code == '\n')
            to += "\\n";
        else if (!isDropped(code))
            appendUtf8(to, code);
    });
    out += '"';
    return out;
}

std::string markdown(std::string_view text)
{
    std::string out = mapped(text, [](std::string& to, char32_t code) {
        static constexpr std::u32string_view active{U"\\`*_[]|~#!$"};
        if (code == '\n' || code == '\t')
            to += ' ';
        else if (active.find(code) != std::u32string_view::npos)
            (to += '\\') += static_cast<char>(code);
        else if (code == '/' && to.ends_with(':'))
            to.replace(to.size() - 1, 1, "&#58;/"); // Else "http://" becomes a link by itself.
        else if (code == '.' && (to.ends_with("www") || to.ends_with("WWW")))
            to += "&#46;";
        else
            appendMarkup(to, code);
    });
    // At the beginning of a line these would make a list, a heading or a block of code.
    const auto first = out.find_first_not_of(' ');
    if (first == std::string::npos)
        return {};
    out.erase(0, first);
    const auto digits = std::min(out.find_first_not_of("0123456789"), out.size());
    if (out[0] == '-' || out[0] == '+' || out[0] == '=')
        out.insert(0, 1, '\\');
    else if (digits > 0 && digits < out.size() && (out[digits] == '.' || out[digits] == ')'))
        out.insert(digits, 1, '\\');
    return out;
}

std::string uriReference(std::string_view path)
{
    std::string out;
    for (const char c : path) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || std::string_view{"-._~/"}.find(c) != std::string_view::npos;
        if (plain)
            out += c;
        else
            fmt::format_to(std::back_inserter(out), "%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

std::string terminal(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const Utf8Character character = utf8At(text, i);
        if (!character.valid)
            fmt::format_to(std::back_inserter(out), "\\x{{{:02x}}}",
                           static_cast<unsigned char>(text[i]));
        else if (isInvisibleControl(character.code))
            fmt::format_to(std::back_inserter(out), "\\u{{{:x}}}",
                           static_cast<unsigned>(character.code));
        else
            appendUtf8(out, character.code);
        i += character.bytes;
    }
    return out;
}

} // namespace quote

std::string safeName(std::string_view text)
{
    std::u32string characters;
    for (std::size_t i = 0; i < text.size();) {
        const Utf8Character character = utf8At(text, i);
        i += character.bytes;
        if (isCombiningMark(character.code)) {
            const char32_t together =
                characters.empty() ? 0 : composed(characters.back(), character.code);
            if (together != 0)
                characters.back() = together;
            continue;
        }
        const bool isKept = isAsciiLetterOrDigit(character.code) || character.code == '.'
            || character.code == '_' || character.code == '-'
            || (character.valid && isLetterBeyondAscii(character.code));
        if (isKept)
            characters += character.code;
        else if (characters.empty() || characters.back() != '-')
            characters += U'-';
    }
    std::string name;
    for (const char32_t code : characters)
        appendUtf8(name, code);
    trimEdges(name);
    name = cutAtCharacter(name, longestName);
    trimEdges(name);
    if (name.empty())
        return "unnamed";
    if (isDeviceName(name))
        name = cutAtCharacter("_" + name, longestName);
    return name;
}

std::string SafeNames::add(std::string_view text)
{
    const std::string first = safeName(text);
    std::string name = first;
    for (std::size_t number = 2; !m_taken.insert(folded(name)).second; ++number) {
        const std::string tail = fmt::format("-{}", number);
        name = cutAtCharacter(first, longestName - tail.size()) + tail;
    }
    return name;
}

bool isHostName(std::string_view text)
{
    if (text.empty() || text.size() > 63 || text.front() == '-')
        return false;
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

} // namespace colonnade::model
