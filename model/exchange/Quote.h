#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>

/// Text from a file is data in every format that we write: one function for each place where text
/// may stand.
///
/// All of them answer valid UTF-8; bytes that are none become U+FFFD. Control characters other than
/// tab and line feed are dropped, unless the format can carry them (JSON) or they are shown
/// (terminal).
namespace colonnade::model::quote {

/// A cell of text in a CSV file (RFC 4180). One `'` is put before what a spreadsheet would take for
/// a formula.
std::string csvCell(std::string_view text);
/// The same without that guard, for machines.
std::string csvRawCell(std::string_view text);
/// The text that `csvCell` was given, from the content of the cell (quotes undone): takes the guard
/// away.
std::string_view csvUnguarded(std::string_view content);

/// Text between tags, in SVG and other XML.
std::string xml(std::string_view text);
/// An attribute's value without its quotes, in SVG and other XML; keeps line ends.
std::string xmlAttribute(std::string_view text);
/// Text between tags, or an attribute's value without its quotes.
std::string html(std::string_view text);

/// A JSON string with its quotes, which may also stand in a script inside HTML.
std::string json(std::string_view text);

/// An id or label of Graphviz with its quotes; no escape of Graphviz (`\N`, `\G`) is left.
std::string dot(std::string_view text);

/// Text in one line of Markdown: in a paragraph, a heading, a cell of a table. No markup, no link.
std::string markdown(std::string_view text);

/// A path as a relative or absolute reference of RFC 3986: everything but its unreserved characters and "/" is
/// percent-encoded, byte by byte.
std::string uriReference(std::string_view path);

/// Text for a terminal: control and bidirectional characters are shown as `\u{...}`, also tab and
/// line feed.
std::string terminal(std::string_view text);

} // namespace colonnade::model::quote

namespace colonnade::model {

/// A name of a file made of `text`: letters, digits, `.`, `_`, `-`, everything else `-`; composed
/// (NFC for Latin letters); no edge that hides or breaks it, no name that Windows keeps for itself,
/// at most 100 bytes; "unnamed" where nothing is left.
std::string safeName(std::string_view text);

/// Safe names that differ from one another also where case does not count: the second "Rack"
/// becomes "rack-2".
class SafeNames {
public:
    std::string add(std::string_view text);

private:
    std::set<std::string> m_taken;
};

/// True for a name that every tool takes unquoted: `[a-z0-9][a-z0-9-]{0,62}`.
bool isHostName(std::string_view text);

} // namespace colonnade::model
