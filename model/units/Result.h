#pragma once

#include <fmt/format.h>
#include <tl/expected.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace colonnade::model {

/// Why something could not be done: one whole sentence for the user, the thing at fault in quotes.
struct Error {
    std::string text;

    /// The same error seen from further up: "Cannot open 'hall.colonnade': line 4: ...".
    [[nodiscard]] Error in(std::string_view context) const
    {
        return {fmt::format("{}: {}", context, text)};
    }
    bool operator==(const Error&) const = default;
};

/// A value, or the sentence that says why there is none.
template <class T> using Result = tl::expected<T, Error>;

/// Ends a function that returns a `Result` with a sentence.
template <class... Args>
[[nodiscard]] tl::unexpected<Error> fail(fmt::format_string<Args...> sentence, Args&&... args)
{
    return tl::unexpected<Error>{Error{fmt::format(sentence, std::forward<Args>(args)...)}};
}

} // namespace colonnade::model
