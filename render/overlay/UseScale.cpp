#include "render/overlay/UseScale.h"

namespace colonnade::render {
namespace {

using Pattern = LegendEntry::Pattern;
constexpr double full = 0.995; ///< From here on it reads as 100 %.

void addEntry(Legend& legend, const QColor& colour, const QString& text, std::uint64_t count, Pattern pattern = Pattern::Plain)
{
    if (count > 0)
        legend.entries.push_back({colour, text, static_cast<int>(count), pattern});
}

} // namespace

QColor faintColour(const Theme& theme)
{
    return mixed(theme.strong, theme.canvas, 0.6);
}

QColor useColour(const Theme& theme, const std::optional<double>& share)
{
    return share ? theme.sequentialAt(*share) : faintColour(theme);
}

bool isFull(double share)
{
    return share >= full;
}

Legend useLegend(const UseCounts& counts, const QString& what, const QString& measure, const Theme& theme)
{
    Legend legend;
    legend.title = QStringLiteral("Utilisation, % of capacity (%1)").arg(measure);
    if (counts.known > 0) {
        legend.scale.assign(theme.sequential.begin(), theme.sequential.end());
        legend.ticks = {QStringLiteral("0"), QStringLiteral("50"), QStringLiteral("100")};
    }
    addEntry(legend, theme.sequentialAt(1), what + QStringLiteral(" that are full"), counts.full);
    addEntry(legend, theme.error, what + QStringLiteral(" that are lost"), counts.lost);
    addEntry(legend, faintColour(theme), QStringLiteral("not evaluated"), counts.unknown, Pattern::Unknown);
    return legend;
}

void addLosses(Legend& legend, const UseCounts& counts, const QString& what, const QString& parts, const Theme& theme)
{
    addEntry(legend, theme.error, what + QStringLiteral(" lost"), counts.lost);
    addEntry(legend, theme.warning, QStringLiteral("%1 with some %2 lost").arg(what, parts), counts.partly);
    addEntry(legend, faintColour(theme), what + QStringLiteral(" whole"), counts.whole);
}

} // namespace colonnade::render
