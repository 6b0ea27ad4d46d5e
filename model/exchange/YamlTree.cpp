#include "model/exchange/YamlData.h"
#include "model/units/Text.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace colonnade::model {

std::string placeIn(std::string_view file, std::size_t line, std::size_t column,
                    std::string_view path)
{
    std::string place =
        fmt::format("file '{}', line {}, column {}", shown(file, 400), line, column);
    if (!path.empty())
        place += fmt::format(", key '{}'", path);
    return place;
}

std::string YamlTree::Data::path(std::uint32_t goal) const
{
    std::string path;
    std::uint32_t index = 0;
    while (index != goal && values[index].isCollection()) {
        const bool isMap = values[index].is() == YamlKind::Map;
        std::uint32_t child = index + 1;
        std::uint32_t key = child;
        for (std::size_t ordinal = 0;; ++ordinal) {
            const std::uint32_t next = after(child);
            if (isMap && ordinal % 2 == 0)
                key = child;
            if (goal < next) {
                if (!isMap)
                    path += fmt::format("[{}]", ordinal);
                else
                    path += (path.empty() ? "" : ".") + shown(textOf(values[key]));
                break;
            }
            child = next;
        }
        index = child;
    }
    return path;
}

std::string YamlTree::Data::found(std::uint32_t index) const
{
    const Value& value = values[index];
    switch (value.is()) {
    case YamlKind::Null: return "nothing";
    case YamlKind::Scalar: {
        const std::string seen = shown(textOf(value));
        return value.quoted != 0 ? fmt::format("'\"{}\"'", seen) : fmt::format("'{}'", seen);
    }
    case YamlKind::Sequence: return fmt::format("a list of {}", value.b);
    case YamlKind::Map: return fmt::format("a map of {}", value.b / 2);
    }
    return {};
}

std::uint32_t YamlTree::Data::doubledKey(std::uint32_t map, std::vector<std::uint32_t>& keys) const
{
    const std::size_t count = values[map].b / 2;
    if (count < 2)
        return 0;
    keys.clear();
    const std::uint32_t end = after(map);
    for (std::uint32_t key = map + 1; key < end; key = after(key + 1))
        keys.push_back(key);
    const auto textAt = [this](std::uint32_t key) { return textOf(values[key]); };
    // Few keys are compared each with each, which needs no order.
    if (count <= 12) {
        for (std::size_t i = 1; i < count; ++i) {
            for (std::size_t k = 0; k < i; ++k) {
                if (textAt(keys[i]) == textAt(keys[k]))
                    return keys[i];
            }
        }
        return 0;
    }
    std::sort(keys.begin(), keys.end(), [&](std::uint32_t a, std::uint32_t b) {
        const int order = textAt(a).compare(textAt(b));
        return order != 0 ? order < 0 : a < b;
    });
    std::uint32_t first = 0;
    for (std::size_t i = 1; i < count; ++i) {
        if (textAt(keys[i]) == textAt(keys[i - 1]) && (first == 0 || keys[i] < first))
            first = keys[i];
    }
    return first;
}

YamlNode YamlTree::root() const
{
    return {m_data.get(), 0};
}

const std::string& YamlTree::file() const
{
    return m_data->file;
}

std::size_t YamlTree::size() const
{
    return m_data->values.size();
}

YamlKind YamlNode::kind() const
{
    return m_data->values[m_index].is();
}

std::size_t YamlNode::line() const
{
    return m_data->values[m_index].line;
}

std::size_t YamlNode::column() const
{
    return m_data->values[m_index].column;
}

bool YamlNode::quoted() const
{
    return m_data->values[m_index].quoted != 0;
}

std::string_view YamlNode::text() const
{
    return m_data->textOf(m_data->values[m_index]);
}

std::size_t YamlNode::size() const
{
    switch (kind()) {
    case YamlKind::Sequence: return m_data->values[m_index].b;
    case YamlKind::Map: return m_data->values[m_index].b / 2;
    default: return 0;
    }
}

YamlNode::Items YamlNode::items() const
{
    Items items;
    if (isSequence()) {
        items.m_data = m_data;
        items.m_first = m_index + 1;
        items.m_end = m_data->after(m_index);
    }
    return items;
}

YamlNode::Entries YamlNode::entries() const
{
    Entries entries;
    if (isMap()) {
        entries.m_items.m_data = m_data;
        entries.m_items.m_first = m_index + 1;
        entries.m_items.m_end = m_data->after(m_index);
    }
    return entries;
}

std::optional<YamlNode> YamlNode::find(std::string_view key) const
{
    for (const Entry entry : entries()) {
        if (entry.key.text() == key)
            return entry.value;
    }
    return std::nullopt;
}

std::string YamlNode::path() const
{
    return m_data->path(m_index);
}

std::string YamlNode::found() const
{
    return m_data->found(m_index);
}

Error YamlNode::mismatch(std::string_view expected) const
{
    return wrong(fmt::format("found {}, expected {}", found(), expected));
}

Error YamlNode::wrong(std::string_view sentence) const
{
    return {fmt::format("{}: {}", placeIn(m_data->file, line(), column(), path()), sentence)};
}

YamlNode::Items::Iterator& YamlNode::Items::Iterator::operator++()
{
    m_index = m_data->after(m_index);
    return *this;
}

YamlNode::Entry YamlNode::Entries::Iterator::operator*() const
{
    Items::Iterator value = m_key;
    ++value;
    return {*m_key, *value};
}

YamlNode::Entries::Iterator& YamlNode::Entries::Iterator::operator++()
{
    ++m_key;
    ++m_key;
    return *this;
}

void YamlValue::refuse(std::string_view expected) const
{
    if (m_node)
        m_errors->add([&] { return m_node->mismatch(expected); });
}

void YamlValue::complain(std::string_view sentence) const
{
    if (m_node)
        m_errors->add([&] { return m_node->wrong(sentence); });
}

bool YamlValue::is(std::string_view text) const
{
    return m_node && m_node->isScalar() && m_node->text() == text;
}

std::string YamlValue::text(TextRange range) const
{
    if (m_node && m_node->isScalar()) {
        const std::string_view text = m_node->text();
        if (text.size() >= range.least && text.size() <= range.most)
            return std::string{text};
    }
    refuse(fmt::format("a text of {} to {} bytes", range.least, range.most));
    return {};
}

double YamlValue::number(NumberRange range) const
{
    if (m_node && m_node->isScalar() && !m_node->quoted()) {
        const auto number = numberFrom(m_node->text());
        if (number && *number >= range.least && *number <= range.most)
            return *number;
    }
    if (m_node) {
        const bool open = range.least <= -std::numeric_limits<double>::max()
            && range.most >= std::numeric_limits<double>::max();
        refuse(open ? std::string{"a number"}
                   : range.most >= std::numeric_limits<double>::max()
                   ? fmt::format("a number not below {}", shortest(range.least))
                   : fmt::format("a number from {} to {}", shortest(range.least),
                                 shortest(range.most)));
    }
    return std::clamp(0.0, range.least, range.most);
}

std::int64_t YamlValue::whole(WholeRange range) const
{
    if (m_node && m_node->isScalar() && !m_node->quoted()) {
        const auto number = wholeFrom(m_node->text());
        if (number && *number >= range.least && *number <= range.most)
            return *number;
    }
    if (m_node) {
        const bool open = range.least == std::numeric_limits<std::int64_t>::min()
            && range.most == std::numeric_limits<std::int64_t>::max();
        refuse(open ? std::string{"a whole number"}
                   : range.most == std::numeric_limits<std::int64_t>::max()
                   ? fmt::format("a whole number not below {}", range.least)
                   : fmt::format("a whole number from {} to {}", range.least, range.most));
    }
    return std::clamp<std::int64_t>(0, range.least, range.most);
}

bool YamlValue::flag() const
{
    if (m_node && m_node->isScalar() && !m_node->quoted()) {
        if (m_node->text() == "true")
            return true;
        if (m_node->text() == "false")
            return false;
    }
    refuse("true or false");
    return false;
}

std::string_view YamlValue::idText() const
{
    if (m_node && m_node->isScalar() && isIdText(m_node->text()))
        return m_node->text();
    refuse("an id (1 to 256 letters, digits, '.', '_' or '-', not beginning with '.' or '-')");
    return "unread";
}

void YamlValue::refuseWord(const std::string_view* words, std::size_t count) const
{
    if (!m_node)
        return;
    std::string expected = count == 1 ? "'" : "one of '";
    for (std::size_t i = 0; i < count; ++i) {
        expected += words[i];
        expected += i + 1 < count ? "', '" : "'";
    }
    refuse(expected);
}

std::int64_t YamlValue::atLeast(double least)
{
    constexpr double edge = 9.2e18;
    return least <= -edge ? std::numeric_limits<std::int64_t>::min()
                          : static_cast<std::int64_t>(std::ceil(std::min(least, edge)));
}

std::int64_t YamlValue::atMost(double most)
{
    constexpr double edge = 9.2e18;
    return most >= edge ? std::numeric_limits<std::int64_t>::max()
                        : static_cast<std::int64_t>(std::floor(std::max(most, -edge)));
}

YamlMap YamlValue::map() const
{
    return m_node ? YamlMap{*m_node, *m_errors} : YamlMap{*m_errors};
}

std::vector<YamlValue> YamlValue::items() const
{
    std::vector<YamlValue> values;
    if (m_node && !m_node->isSequence())
        refuse("a list");
    if (m_node) {
        values.reserve(m_node->isSequence() ? m_node->size() : 0);
        for (const YamlNode item : m_node->items())
            values.emplace_back(item, *m_errors);
    }
    return values;
}

std::vector<std::string> YamlValue::texts(TextRange range) const
{
    std::vector<std::string> texts;
    for (const YamlValue& item : items())
        texts.push_back(item.text(range));
    return texts;
}

std::vector<double> YamlValue::numbers(NumberRange range) const
{
    std::vector<double> numbers;
    for (const YamlValue& item : items())
        numbers.push_back(item.number(range));
    return numbers;
}

std::vector<std::pair<YamlValue, YamlValue>> YamlValue::entries() const
{
    std::vector<std::pair<YamlValue, YamlValue>> entries;
    if (m_node && !m_node->isMap())
        refuse("a map");
    if (m_node) {
        entries.reserve(m_node->isMap() ? m_node->size() : 0);
        for (const YamlNode::Entry entry : m_node->entries())
            entries.emplace_back(YamlValue{entry.key, *m_errors},
                                 YamlValue{entry.value, *m_errors});
    }
    return entries;
}

YamlMap::YamlMap(YamlNode node, YamlErrors& errors) : m_errors{&errors}
{
    if (!node.isMap()) {
        errors.add([&] { return node.mismatch("a map"); });
        return;
    }
    m_node = node;
    m_next = node.m_index + 1;
    if (node.size() > 64)
        m_usedMore.resize(node.size() - 64);
}

YamlMap::YamlMap(YamlMap&& other) noexcept
    : m_node{other.m_node},
      m_errors{other.m_errors},
      m_next{other.m_next},
      m_nextEntry{other.m_nextEntry},
      m_used{other.m_used},
      m_usedMore{std::move(other.m_usedMore)},
      m_asked{other.m_asked},
      m_askedCount{other.m_askedCount},
      m_done{std::exchange(other.m_done, true)}
{
}

YamlMap::~YamlMap()
{
    try {
        done();
    } catch (...) {
        // Out of memory for the message: the count alone makes the reading fail.
        m_errors->add([] { return Error{}; });
    }
}

void YamlMap::markUsed(std::size_t entry)
{
    if (entry < 64)
        m_used |= std::uint64_t{1} << entry;
    else
        m_usedMore[entry - 64] = true;
}

bool YamlMap::isUsed(std::size_t entry) const
{
    return entry < 64 ? ((m_used >> entry) & 1) != 0 : m_usedMore[entry - 64];
}

void YamlMap::remember(std::string_view key)
{
    if (m_askedCount < m_asked.size())
        m_asked[m_askedCount] = key;
    ++m_askedCount;
}

std::optional<YamlValue> YamlMap::find(std::string_view key)
{
    if (!m_node)
        return std::nullopt;
    remember(key);
    const YamlTree::Data& data = *m_node->m_data;
    const std::uint32_t first = m_node->m_index + 1;
    const std::uint32_t end = data.after(m_node->m_index);
    const std::size_t size = m_node->size();
    // From the entry after the last one found, once around.
    std::uint32_t index = m_next;
    std::size_t entry = m_nextEntry;
    for (std::size_t i = 0; i < size; ++i) {
        if (index >= end) {
            index = first;
            entry = 0;
        }
        const std::uint32_t next = data.after(index + 1);
        if (data.textOf(data.values[index]) == key) {
            m_next = next;
            m_nextEntry = entry + 1;
            markUsed(entry);
            return YamlValue{YamlNode{m_node->m_data, index + 1}, *m_errors};
        }
        index = next;
        ++entry;
    }
    return std::nullopt;
}

YamlValue YamlMap::at(std::string_view key)
{
    if (auto value = find(key))
        return *value;
    if (m_node)
        complain(fmt::format("found no key '{}', expected one", key));
    return YamlValue{*m_errors};
}

YamlMap YamlMap::map(std::string_view key)
{
    return at(key).map();
}

std::optional<std::string> YamlMap::textIf(std::string_view key, TextRange range)
{
    const auto value = find(key);
    return value ? std::optional{value->text(range)} : std::nullopt;
}

std::optional<double> YamlMap::numberIf(std::string_view key, NumberRange range)
{
    const auto value = find(key);
    return value ? std::optional{value->number(range)} : std::nullopt;
}

std::optional<std::int64_t> YamlMap::wholeIf(std::string_view key, WholeRange range)
{
    const auto value = find(key);
    return value ? std::optional{value->whole(range)} : std::nullopt;
}

std::optional<bool> YamlMap::flagIf(std::string_view key)
{
    const auto value = find(key);
    return value ? std::optional{value->flag()} : std::nullopt;
}

std::optional<YamlMap> YamlMap::mapIf(std::string_view key)
{
    const auto value = find(key);
    return value ? std::optional<YamlMap>{value->map()} : std::nullopt;
}

std::vector<YamlValue> YamlMap::itemsIf(std::string_view key)
{
    const auto value = find(key);
    return value ? value->items() : std::vector<YamlValue>{};
}

std::vector<std::string> YamlMap::textsIf(std::string_view key, TextRange range)
{
    const auto value = find(key);
    return value ? value->texts(range) : std::vector<std::string>{};
}

int YamlMap::format(int newest)
{
    const YamlValue value = at("format");
    const std::int64_t number = value.whole({1, 1'000'000});
    if (value.present() && number > newest)
        value.complain(fmt::format(
            "found format {}, expected at most {}; the file was written by a newer version", number,
            newest));
    return static_cast<int>(number);
}

void YamlMap::complain(std::string_view sentence) const
{
    if (m_node)
        m_errors->add([&] { return m_node->wrong(sentence); });
}

void YamlMap::done()
{
    if (m_done || !m_node)
        return;
    m_done = true;
    std::size_t ordinal = 0;
    for (const YamlNode::Entry entry : m_node->entries()) {
        if (isUsed(ordinal++))
            continue;
        m_errors->add([&] {
            std::string expected = m_askedCount == 0 ? "none" : "one of '";
            const std::size_t known = std::min(m_askedCount, m_asked.size());
            for (std::size_t i = 0; i < known; ++i) {
                expected += m_asked[i];
                expected += i + 1 < known ? "', '" : "'";
            }
            if (m_askedCount > known)
                expected += ", ...";
            return entry.key.wrong(fmt::format("found the unknown key '{}', expected {}",
                                               shown(entry.key.text()), expected));
        });
    }
}

} // namespace colonnade::model
