#include "model/exchange/JsonReader.h"

#include "model/units/Text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <new>
#include <stdexcept>

namespace colonnade::model {

namespace {

using Json = nlohmann::json;

/// Beyond it not every whole number is a double.
constexpr std::int64_t most = std::int64_t{1} << 53;

/// Walks the text and tells how far the parser has come.
class Cursor {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    Cursor(const char* at, const char** seen) : m_at{at}, m_seen{seen} {}
    reference operator*() const { return *m_at; }
    Cursor& operator++()
    {
        *m_seen = ++m_at;
        return *this;
    }
    Cursor operator++(int)
    {
        const Cursor before = *this;
        ++*this;
        return before;
    }
    bool operator==(const Cursor& other) const { return m_at == other.m_at; }

private:
    const char* m_at;
    const char** m_seen;
};

/// Builds the value event by event, counted against the limits. Answers false to stop the parser.
class Builder final : public Json::json_sax_t {
public:
    explicit Builder(const JsonLimits& limits) : m_limits{limits} {}

    Json value;
    std::string sentence; ///< What was found and expected; empty while all is well.
    std::size_t byte = 0; ///< Where the parser has stopped, counted from 1; 0 unknown.

    [[nodiscard]] std::string path() const
    {
        std::string path;
        for (std::size_t i = 0; i < m_open.size(); ++i) {
            const Open& open = m_open[i];
            if (open.value->is_object())
                path += open.key.empty() ? "" : (path.empty() ? "" : ".") + shown(open.key);
            else
                path += fmt::format("[{}]", open.value->size() - (i + 1 < m_open.size() ? 1 : 0));
        }
        return path;
    }

    bool null() override { return add(nullptr); }
    bool boolean(bool b) override { return add(b); }
    bool number_integer(number_integer_t number) override
    {
        return number < -most ? refuseWhole(fmt::format("{}", number)) : add(number);
    }
    bool number_unsigned(number_unsigned_t number) override
    {
        return number > static_cast<number_unsigned_t>(most)
            ? refuseWhole(fmt::format("{}", number))
            : add(number);
    }
    bool number_float(number_float_t number, const string_t& text) override
    {
        // A whole number that fits no integer comes here.
        if (text.find_first_not_of("-0123456789") == string_t::npos)
            return refuseWhole(text);
        return add(number);
    }
    bool string(string_t& text) override { return isShort(text) && add(std::move(text)); }
    bool binary(binary_t&) override { return refuse("found bytes, expected text"); }

    bool start_object(std::size_t) override { return open(Json::object()); }
    bool key(string_t& name) override
    {
        if (!isShort(name))
            return false;
        Open& object = m_open.back();
        object.key = std::move(name);
        if (object.value->contains(object.key))
            return refuse(
                fmt::format("found the key '{}' twice, expected it once", shown(object.key)));
        return true;
    }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override { return open(Json::array()); }
    bool end_array() override { return close(); }

    bool parse_error(std::size_t position, const std::string& token,
                     const Json::exception& exception) override
    {
        byte = position;
        if (dynamic_cast<const Json::out_of_range*>(&exception) != nullptr)
            return refuse(
                fmt::format("found the number '{}', expected a smaller one", shown(token)));
        // "[json.exception.parse_error.101] parse error at line 1, column 2: syntax error while
        // ..."
        const std::string_view what{exception.what()};
        const auto colon = what.find(": ");
        const std::string_view why =
            colon == std::string_view::npos ? what : what.substr(colon + 2);
        return refuse(
            fmt::format("found something that is no JSON ({}), expected JSON", shown(why, 200)));
    }

private:
    struct Open {
        Json* value;
        std::string key; // Of an object: the last one.
    };

    bool refuse(std::string why)
    {
        sentence = std::move(why);
        return false;
    }
    bool refuseWhole(std::string_view text)
    {
        return refuse(
            fmt::format("found the whole number '{}', expected at most {}", shown(text), most));
    }
    bool isShort(const std::string& text)
    {
        return text.size() <= m_limits.text
            || refuse(fmt::format("found a text of {} bytes, expected at most {}", text.size(),
                                  m_limits.text));
    }

    Json* put(Json&& item)
    {
        if (m_open.empty()) {
            value = std::move(item);
            return &value;
        }
        Open& parent = m_open.back();
        if (parent.value->is_array()) {
            parent.value->push_back(std::move(item));
            return &parent.value->back();
        }
        return &((*parent.value)[parent.key] = std::move(item));
    }

    bool add(Json&& item)
    {
        if (++m_values > m_limits.values)
            return refuse(
                fmt::format("found more than {} values, expected fewer", m_limits.values));
        put(std::move(item));
        return true;
    }

    bool open(Json&& item)
    {
        if (m_open.size() >= m_limits.depth)
            return refuse(fmt::format(
                "found more than {} objects and arrays within one another, expected fewer",
                m_limits.depth));
        if (++m_values > m_limits.values)
            return refuse(
                fmt::format("found more than {} values, expected fewer", m_limits.values));
        m_open.push_back({put(std::move(item)), {}});
        return true;
    }
    bool close()
    {
        m_open.pop_back();
        return true;
    }

    const JsonLimits& m_limits;
    std::vector<Open> m_open;
    std::size_t m_values = 0;
};

std::string placeOf(std::string_view text, std::size_t at, std::string_view file,
                    const std::string& path)
{
    const std::string_view before = text.substr(0, at);
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const std::size_t start =
        before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    std::size_t column = 1;
    for (std::size_t i = start; i < before.size(); ++i)
        column += (static_cast<unsigned char>(before[i]) & 0xc0) != 0x80;
    return fmt::format("file '{}', line {}, column {}{}", shown(file, 400), line, column,
                       path.empty() ? std::string{} : fmt::format(", key '{}'", path));
}

} // namespace

Result<Json> parseJson(std::string_view text, std::string_view file, const JsonLimits& limits)
{
    try {
        if (text.size() > limits.bytes)
            return fail("file '{}', line 1, column 1: found {} bytes, expected at most {}",
                        shown(file, 400), text.size(), limits.bytes);
        const char* seen = text.data();
        Builder builder{limits};
        const bool parsed = Json::sax_parse(Cursor{text.data(), &seen},
                                            Cursor{text.data() + text.size(), &seen}, &builder);
        if (parsed && builder.sentence.empty())
            return std::move(builder.value);
        const auto read = static_cast<std::size_t>(seen - text.data());
        const std::size_t at = std::min(builder.byte != 0 ? builder.byte : read, text.size());
        return fail("{}: {}", placeOf(text, at == 0 ? 0 : at - 1, file, builder.path()),
                    builder.sentence);
    } catch (const Json::exception&) {
        return fail("file '{}': found something that is no JSON, expected JSON", shown(file, 400));
    } catch (const std::bad_alloc&) {
        return tl::unexpected<Error>{Error{"not enough memory for the file"}};
    } catch (const std::length_error&) {
        return tl::unexpected<Error>{Error{"not enough memory for the file"}};
    }
}

} // namespace colonnade::model
