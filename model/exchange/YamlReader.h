#pragma once

#include "model/units/Id.h"
#include "model/units/Quantity.h"
#include "model/units/Result.h"

#include <array>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace colonnade::model {

/// What a YAML file may hold; refused above, with the limit in the message.
struct YamlLimits {
    std::size_t bytes; ///< The whole file.
    std::size_t line; ///< Bytes in one line.
    std::size_t depth; ///< Maps and lists within one another.
    std::size_t values; ///< Maps, lists, keys and scalars, as written.
    std::size_t text; ///< Bytes of one scalar.
    std::size_t anchors;
    std::size_t aliases; ///< 0 forbids them.
    std::size_t expanded; ///< Values after every alias is replaced by what it stands for.
    /// Characters of punctuation that may pass before the next value. yaml-cpp keeps up to 230
    /// bytes for each while it looks for the end of a collection, so this bounds its memory (to 30
    /// MB).
    std::size_t punctuation = 128u << 10;
};

inline constexpr YamlLimits designLimits{.bytes = 64u << 20,
                                         .line = 64u << 10,
                                         .depth = 32,
                                         .values = 4'000'000,
                                         .text = 1u << 20,
                                         .anchors = 1'000,
                                         .aliases = 1'000,
                                         .expanded = 4'000'000};
inline constexpr YamlLimits catalogLimits{.bytes = 16u << 20,
                                          .line = 64u << 10,
                                          .depth = 16,
                                          .values = 1'000'000,
                                          .text = 64u << 10,
                                          .anchors = 1'000,
                                          .aliases = 1'000,
                                          .expanded = 1'000'000};
/// One NetBox device type.
inline constexpr YamlLimits deviceTypeLimits{.bytes = 1u << 20,
                                             .line = 16u << 10,
                                             .depth = 8,
                                             .values = 50'000,
                                             .text = 64u << 10,
                                             .anchors = 0,
                                             .aliases = 0,
                                             .expanded = 50'000};

/// Whether the last line must be `...`. A YAML file that was cut off at a line end is valid YAML;
/// ours are not.
enum class EndMark : std::uint8_t { Required, Optional };

/// Told how many bytes of how many are read, at least each 10 ms; answers false to stop.
using ReadProgress = std::function<bool(std::size_t done, std::size_t total)>;

enum class YamlKind : std::uint8_t { Null, Scalar, Sequence, Map };

class YamlNode;

/// The values of one YAML document with their places in the file; 16 bytes for each value. Copies
/// share them.
///
/// Aliases are replaced by what they stand for. Keys are scalars and no map holds the same key
/// twice.
class YamlTree {
public:
    [[nodiscard]] YamlNode root() const;
    /// The name of the file as messages show it.
    [[nodiscard]] const std::string& file() const;
    /// How many values there are, keys included.
    [[nodiscard]] std::size_t size() const;

    struct Data;

private:
    explicit YamlTree(std::shared_ptr<const Data> data) : m_data{std::move(data)} {}
    std::shared_ptr<const Data> m_data;
    friend Result<YamlTree> readYaml(std::string_view, std::string_view, const YamlLimits&, EndMark,
                                     const ReadProgress&);
};

/// Reads untrusted text within `limits`. Strict UTF-8, one document, no tags, no merge keys (`<<`).
///
/// `file` is only for messages. Whatever is wrong becomes one sentence: "file 'x', line 3, column
/// 5, key 'racks[2].id': found '...', expected ...". Memory stays below 2 bytes for each byte of
/// text and 16 for each value, plus 40 MB.
Result<YamlTree> readYaml(std::string_view text, std::string_view file, const YamlLimits& limits,
                          EndMark endMark = EndMark::Optional, const ReadProgress& progress = {});

/// One value of a tree; valid while a tree that shares its data lives. Cheap to copy.
class YamlNode {
public:
    class Items;
    class Entries;
    struct Entry;

    [[nodiscard]] YamlKind kind() const;
    [[nodiscard]] bool isMap() const { return kind() == YamlKind::Map; }
    [[nodiscard]] bool isSequence() const { return kind() == YamlKind::Sequence; }
    [[nodiscard]] bool isScalar() const { return kind() == YamlKind::Scalar; }
    /// Counted from 1.
    [[nodiscard]] std::size_t line() const;
    /// Counted from 1, in characters.
    [[nodiscard]] std::size_t column() const;
    /// True for a scalar in quotes or in a block, which is never a number or a truth value.
    [[nodiscard]] bool quoted() const;
    /// Of a scalar; empty for all others. Lives as long as the tree.
    [[nodiscard]] std::string_view text() const;
    /// Items of a sequence, entries of a map.
    [[nodiscard]] std::size_t size() const;
    /// Of a sequence; empty for all others.
    [[nodiscard]] Items items() const;
    /// Of a map, in the order of the file; empty for all others.
    [[nodiscard]] Entries entries() const;
    /// The value of a map under `key`; takes time with the size of the map.
    [[nodiscard]] std::optional<YamlNode> find(std::string_view key) const;
    /// "racks[3].feeds[0].id"; empty for the root. Takes time with the size of the file: for
    /// messages.
    [[nodiscard]] std::string path() const;

    /// "file 'x', line 3, column 5, key 'a.b': found 'what is here', expected `expected`".
    [[nodiscard]] Error mismatch(std::string_view expected) const;
    /// "file 'x', line 3, column 5, key 'a.b': `sentence`".
    [[nodiscard]] Error wrong(std::string_view sentence) const;
    /// What is here, for a message: "'12'", "a list of 3", "nothing".
    [[nodiscard]] std::string found() const;

    bool operator==(const YamlNode&) const = default;

private:
    YamlNode(const YamlTree::Data* data, std::uint32_t index) : m_data{data}, m_index{index} {}
    const YamlTree::Data* m_data;
    std::uint32_t m_index;
    friend class YamlTree;
    friend class YamlMap;
};

class YamlNode::Items {
public:
    class Iterator {
    public:
        YamlNode operator*() const { return {m_data, m_index}; }
        Iterator& operator++();
        bool operator==(const Iterator&) const = default;

    private:
        friend class Items;
        friend class Entries;
        Iterator(const YamlTree::Data* data, std::uint32_t index) : m_data{data}, m_index{index} {}
        const YamlTree::Data* m_data;
        std::uint32_t m_index;
    };
    [[nodiscard]] Iterator begin() const { return {m_data, m_first}; }
    [[nodiscard]] Iterator end() const { return {m_data, m_end}; }

private:
    friend class YamlNode;
    const YamlTree::Data* m_data = nullptr;
    std::uint32_t m_first = 0;
    std::uint32_t m_end = 0;
};

struct YamlNode::Entry {
    YamlNode key;
    YamlNode value;
};

class YamlNode::Entries {
public:
    class Iterator {
    public:
        Entry operator*() const;
        Iterator& operator++();
        bool operator==(const Iterator&) const = default;

    private:
        friend class Entries;
        explicit Iterator(Items::Iterator key) : m_key{key} {}
        Items::Iterator m_key;
    };
    [[nodiscard]] Iterator begin() const { return Iterator{m_items.begin()}; }
    [[nodiscard]] Iterator end() const { return Iterator{m_items.end()}; }

private:
    friend class YamlNode;
    Items m_items;
};

/// What a builder found wrong in a file. Building goes on after an error with a stand-in value, so
/// that one run can report several; what was built is used only if `empty()`.
class YamlErrors {
public:
    static constexpr std::size_t kept = 100;
    /// Keeps the first hundred. `make` gives the sentence, and is asked for no more than are kept: to name a key path
    /// takes a walk from the root, and a file may be wrong a million times.
    template <class Make> void add(Make make)
    {
        if (m_count++ < kept)
            m_errors.push_back(make());
    }
    [[nodiscard]] bool empty() const { return m_count == 0; }
    [[nodiscard]] std::size_t count() const { return m_count; }
    [[nodiscard]] const std::vector<Error>& list() const { return m_errors; }
    /// The first; needs one.
    [[nodiscard]] tl::unexpected<Error> first() const
    {
        return tl::unexpected<Error>{m_errors.front()};
    }

private:
    std::vector<Error> m_errors;
    std::size_t m_count = 0;
};

struct NumberRange {
    double least = -std::numeric_limits<double>::max();
    double most = std::numeric_limits<double>::max();
};
struct WholeRange {
    std::int64_t least = std::numeric_limits<std::int64_t>::min();
    std::int64_t most = std::numeric_limits<std::int64_t>::max();
};
/// Least and most bytes of a text.
struct TextRange {
    std::size_t least = 1;
    std::size_t most = 4096;
};
inline constexpr TextRange nameText{};
inline constexpr TextRange noteText{0, 1u << 20};

/// One word of a closed list and what it means.
template <class E> struct YamlWord {
    std::string_view text;
    E value;
};

class YamlMap;

/// A node that a builder reads as something. A value of another form adds one error and reads as a
/// stand-in (empty text, the nearest allowed number, the first word). An absent value, which was
/// already reported, reads as a stand-in without another error.
class YamlValue {
public:
    YamlValue(YamlNode node, YamlErrors& errors) : m_node{node}, m_errors{&errors} {}

    /// False where the key was missing; then only the reading functions may be called.
    [[nodiscard]] bool present() const { return m_node.has_value(); }
    [[nodiscard]] YamlNode node() const { return *m_node; }
    [[nodiscard]] YamlErrors& errors() const { return *m_errors; }

    [[nodiscard]] std::string text(TextRange range = nameText) const;
    /// A plain decimal number; quotes make it a text.
    [[nodiscard]] double number(NumberRange range = {}) const;
    [[nodiscard]] std::int64_t whole(WholeRange range = {}) const;
    /// `true` or `false`.
    [[nodiscard]] bool flag() const;

    /// A number with its unit: `quantity<Watts>({0, 1e9})`. Whole for units that count in whole
    /// numbers.
    template <class Q> [[nodiscard]] Q quantity(NumberRange range = {}) const
    {
        if constexpr (std::is_integral_v<typename Q::Number>)
            return Q{whole({atLeast(range.least), atMost(range.most)})};
        else
            return Q{number(range)};
    }

    template <class Tag> [[nodiscard]] Id<Tag> id() const
    {
        auto id = Id<Tag>::parse(idText());
        return id ? *std::move(id) : Id<Tag>::literal("unread");
    }

    template <class E, std::size_t N>
    [[nodiscard]] E word(const std::array<YamlWord<E>, N>& words) const
    {
        static_assert(N > 0);
        for (const auto& word : words) {
            if (is(word.text))
                return word.value;
        }
        std::array<std::string_view, N> texts;
        for (std::size_t i = 0; i < N; ++i)
            texts[i] = words[i].text;
        refuseWord(texts.data(), N);
        return words.front().value;
    }
    /// For words that have a function of their own: `parse` answers an optional, `expected` names
    /// what is allowed.
    template <class Parse>
    [[nodiscard]] auto parsed(Parse parse, std::string_view expected) const ->
        typename std::invoke_result_t<Parse, std::string_view>::value_type
    {
        if (m_node && m_node->isScalar()) {
            if (auto value = parse(m_node->text()))
                return *std::move(value);
        }
        refuse(expected);
        return {};
    }

    [[nodiscard]] YamlMap map() const;
    /// The items of a list; none, and an error, for anything else.
    [[nodiscard]] std::vector<YamlValue> items() const;
    /// A list of texts.
    [[nodiscard]] std::vector<std::string> texts(TextRange range = nameText) const;
    [[nodiscard]] std::vector<double> numbers(NumberRange range = {}) const;
    template <class Tag> [[nodiscard]] std::vector<Id<Tag>> ids() const
    {
        std::vector<Id<Tag>> ids;
        for (const YamlValue& item : items())
            ids.push_back(item.id<Tag>());
        return ids;
    }
    /// The entries of a map whose keys are names given by people; none, and an error, for anything
    /// else.
    [[nodiscard]] std::vector<std::pair<YamlValue, YamlValue>> entries() const;

    /// Adds "found ..., expected `expected`" at this place; nothing for an absent value.
    void refuse(std::string_view expected) const;
    /// Adds `sentence` with this place before it; nothing for an absent value.
    void complain(std::string_view sentence) const;

private:
    friend class YamlMap;
    explicit YamlValue(YamlErrors& errors) : m_errors{&errors} {}
    [[nodiscard]] bool is(std::string_view text) const;
    [[nodiscard]] std::string_view idText() const;
    void refuseWord(const std::string_view* words, std::size_t count) const;
    static std::int64_t atLeast(double least);
    static std::int64_t atMost(double most);

    std::optional<YamlNode> m_node;
    YamlErrors* m_errors;
};

/// Reads a map key by key, and reports the keys that nobody asked for when it goes out of scope (or
/// at `done`).
///
///     YamlMap map{tree->root(), errors};
///     feed.rating = map.quantity<Watts>("rating_w", {0, 1e9});
///     if (const auto side = map.find("side"))
///         feed.side = side->word(sides);
///
/// A value that is no map adds one error; then every key reads as a stand-in. Asking in the order
/// of the file is fastest. Keys are literals: they must outlive the map.
class YamlMap {
public:
    YamlMap(YamlNode node, YamlErrors& errors);
    YamlMap(const YamlMap&) = delete;
    YamlMap& operator=(const YamlMap&) = delete;
    YamlMap(YamlMap&&) noexcept;
    YamlMap& operator=(YamlMap&&) = delete;
    ~YamlMap();

    /// The value under `key`; an error, and an absent value, where the key is missing.
    YamlValue at(std::string_view key);
    /// The value under `key`; nothing where the key is missing.
    std::optional<YamlValue> find(std::string_view key);

    std::string text(std::string_view key, TextRange range = nameText)
    {
        return at(key).text(range);
    }
    double number(std::string_view key, NumberRange range = {}) { return at(key).number(range); }
    std::int64_t whole(std::string_view key, WholeRange range = {}) { return at(key).whole(range); }
    bool flag(std::string_view key) { return at(key).flag(); }
    template <class Q> Q quantity(std::string_view key, NumberRange range = {})
    {
        return at(key).template quantity<Q>(range);
    }
    template <class Tag> Id<Tag> id(std::string_view key) { return at(key).template id<Tag>(); }
    template <class E, std::size_t N>
    E word(std::string_view key, const std::array<YamlWord<E>, N>& words)
    {
        return at(key).word(words);
    }
    YamlMap map(std::string_view key);
    std::vector<YamlValue> items(std::string_view key) { return at(key).items(); }
    std::vector<std::string> texts(std::string_view key, TextRange range = nameText)
    {
        return at(key).texts(range);
    }

    /// The same for keys that may be missing.
    std::optional<std::string> textIf(std::string_view key, TextRange range = nameText);
    std::optional<double> numberIf(std::string_view key, NumberRange range = {});
    std::optional<std::int64_t> wholeIf(std::string_view key, WholeRange range = {});
    std::optional<bool> flagIf(std::string_view key);
    template <class Q> std::optional<Q> quantityIf(std::string_view key, NumberRange range = {})
    {
        const auto value = find(key);
        return value ? std::optional{value->template quantity<Q>(range)} : std::nullopt;
    }
    template <class Tag> std::optional<Id<Tag>> idIf(std::string_view key)
    {
        const auto value = find(key);
        return value ? std::optional{value->template id<Tag>()} : std::nullopt;
    }
    template <class E, std::size_t N>
    std::optional<E> wordIf(std::string_view key, const std::array<YamlWord<E>, N>& words)
    {
        const auto value = find(key);
        return value ? std::optional{value->word(words)} : std::nullopt;
    }
    std::optional<YamlMap> mapIf(std::string_view key);
    /// Empty where the key is missing.
    std::vector<YamlValue> itemsIf(std::string_view key);
    std::vector<std::string> textsIf(std::string_view key, TextRange range = nameText);

    /// The key `format`: a whole number from 1 to `newest`. A greater one gets the sentence that
    /// the file is of a newer version.
    int format(int newest);

    /// Reports the keys that nobody asked for.
    void done();

    [[nodiscard]] bool present() const { return m_node.has_value(); }
    /// The map itself, for places in messages; only if `present`.
    [[nodiscard]] YamlNode node() const { return *m_node; }
    [[nodiscard]] YamlErrors& errors() const { return *m_errors; }
    /// Adds `sentence` with the place of the map; nothing for an absent one.
    void complain(std::string_view sentence) const;

private:
    friend class YamlValue;
    explicit YamlMap(YamlErrors& errors) : m_errors{&errors} {}
    void markUsed(std::size_t entry);
    [[nodiscard]] bool isUsed(std::size_t entry) const;
    void remember(std::string_view key);

    std::optional<YamlNode> m_node;
    YamlErrors* m_errors;
    std::uint32_t m_next = 0; // Index of the key after the one found last.
    std::size_t m_nextEntry = 0; // Its ordinal.
    std::uint64_t m_used = 0; // One bit for each of the first 64 entries.
    std::vector<bool> m_usedMore; // For those beyond.
    std::array<std::string_view, 40> m_asked{};
    std::size_t m_askedCount = 0;
    bool m_done = false;
};

} // namespace colonnade::model
