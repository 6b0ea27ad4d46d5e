#pragma once

#include "model/units/Id.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace colonnade::model {

/// How far a figure may be trusted.
enum class Confidence : std::uint8_t {
    High,   ///< A primary document or an open device library was read.
    Medium, ///< A public page that quotes a vendor document, or mixed.
    Low     ///< Unsourced, or an estimate.
};

/// Where a figure comes from.
enum class Basis : std::uint8_t {
    Quoted,    ///< Stands in the sources of the figure or of its part.
    Estimated, ///< A planning estimate of the quoted source.
    Unsourced  ///< General knowledge; no source was found.
};

/// What one figure of a part measures: its key in files, its unit, its name for people, its sane range.
///
/// The list of all of them is closed (`figureKinds`); a catalog file with another key is refused.
struct FigureKind {
    std::string_view key;   ///< "power_max_w": snake case with the unit, as in the files.
    std::string_view label; ///< "Maximum power"
    std::string_view unit;  ///< "W"; empty for counts, words and ratios.
    enum class Form : std::uint8_t { Number, Whole, Word, Flag, Words, Numbers } form = Form::Number;
    double least = 0;       ///< Refused below, for numbers.
    double most = 1e12;     ///< Refused above, for numbers.
};

/// All kinds of figures, in the order in which cards, tables and files show them.
std::span<const FigureKind> figureKinds();
/// Null where no kind has this key.
const FigureKind* figureKind(std::string_view key);

using FigureValue = std::variant<double, bool, std::string, std::vector<std::string>, std::vector<double>>;

/// One figure of one part with its origin.
struct Figure {
    const FigureKind* kind = nullptr; ///< Never null in a loaded catalog.
    FigureValue value;
    Basis basis = Basis::Quoted;
    std::optional<Confidence> confidence; ///< Where it differs from that of the part.
    std::vector<SourceId> sources;        ///< Empty: those of the part, unless `basis` is `Unsourced`.
    std::string note;                     ///< A condition or a conflict between sources; may be empty.

    [[nodiscard]] std::optional<double> number() const
    {
        const auto* number = std::get_if<double>(&value);
        return number ? std::optional{*number} : std::nullopt;
    }
    bool operator==(const Figure&) const = default;
};

/// A document that figures come from.
struct Source {
    SourceId id;
    std::string title{};     ///< Document with revision or page where known.
    std::string publisher{}; ///< May be empty.
    std::string date{};      ///< ISO date of the document or of its reading; may be empty.
    bool operator==(const Source&) const = default;
};

} // namespace colonnade::model
