#include "ui/findings/FindingText.h"

#include "ui/document/Subjects.h"
#include "ui/document/Words.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace colonnade::ui {

namespace {

using model::Subject;

constexpr std::size_t mostStops = 12; ///< A number with more than these is told by its message.

QString tr(const char* text)
{
    return QCoreApplication::translate("FindingText", text);
}

QString number(double value, const std::string& unit)
{
    return findingNumber(value, unit, inspectorDigits);
}

/// What a feed hangs on, up to the source; stops where the way comes back to itself.
void followUp(const model::Design& design, const Subject& subject, std::vector<PathStop>& path)
{
    const auto found = resolve(design, subject);
    if (!found || !found->feed || !found->arrangement)
        return;
    const std::string owner = subject.path.substr(0, subject.path.rfind('/') + 1);
    const model::Feed* feed = found->feed;
    std::vector<const model::Feed*> seen{feed};
    while (feed->upstream) {
        const auto& all = found->arrangement->feeds;
        const auto next = std::find_if(all.begin(), all.end(), [&](const model::Feed& each) { return each.id == *feed->upstream; });
        if (next == all.end() || std::find(seen.begin(), seen.end(), &*next) != seen.end() || path.size() >= mostStops)
            return;
        feed = &*next;
        seen.push_back(feed);
        const Subject above{Subject::Where::Feed, owner + feed->id.text()};
        path.push_back({tr("fed by"), nameOf(design, above), above});
    }
}

} // namespace

QString findingNumber(double value, const std::string& unit, int digits)
{
    if (unit == "%")
        return percentText(value / 100, digits);
    if (unit.empty() && value == std::round(value) && std::abs(value) < 1e15)
        return countText(static_cast<qint64>(value));
    return figureText(value, unit, digits);
}

QString FindingNumbers::line() const
{
    if (limit.isEmpty())
        return value;
    return margin.isEmpty() ? tr("%1, limit %2").arg(value, limit) : tr("%1, limit %2, %3").arg(value, limit, margin);
}

FindingNumbers numbersOf(const model::Finding& finding)
{
    FindingNumbers numbers;
    if (!finding.measured)
        return numbers;
    numbers.value = number(*finding.measured, finding.unit);
    if (!finding.limit)
        return numbers;
    numbers.limit = number(*finding.limit, finding.unit);
    const double left = *finding.limit - *finding.measured;
    numbers.over = left < -1e-9 * std::max(std::abs(*finding.limit), 1e-300);
    QString by = number(std::abs(left), finding.unit);
    if (finding.unit == "%") // A difference of percentages is in points.
        by.replace(QLatin1Char('%'), QStringLiteral("pt"));
    if (*finding.limit > 0)
        numbers.share = *finding.measured / *finding.limit;
    numbers.margin = std::abs(left) < 1e-9 ? tr("no margin")
                                           : (numbers.over ? tr("%1 over") : tr("%1 left")).arg(by);
    if (numbers.share && std::abs(left) >= 1e-9 && finding.unit != "%")
        numbers.margin += QStringLiteral(" (%1)").arg(percentText(std::abs(1 - *numbers.share)));
    return numbers;
}

std::vector<PathStop> pathOf(const model::Design& design, const model::Finding& finding)
{
    std::vector<PathStop> path;
    for (const Subject& subject : finding.subjects) {
        if (path.size() >= mostStops)
            break;
        path.push_back({kindOf(design, subject), placeOf(design, subject),
                        exists(design, subject) ? std::optional(subject) : std::nullopt});
        if (subject.where == Subject::Where::Feed)
            followUp(design, subject, path);
    }
    if (!finding.aspect.empty())
        path.push_back({tr("for"), words(finding.aspect), std::nullopt});
    return path;
}

} // namespace colonnade::ui
