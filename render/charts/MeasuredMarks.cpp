#include "render/charts/MeasuredMarks.h"

#include "model/units/Text.h"

#include <cmath>

namespace colonnade::render {

namespace {

using model::ComparedFigure;
using model::ComparedRun;
using model::MeasuredFigure;

constexpr int digits = 3;

QString words(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

QString valueText(double value, MeasuredFigure figure)
{
    return words(model::significant(value, digits)) + QChar(0x00A0) + words(model::unitOf(figure));
}

QString deviationText(const ComparedFigure& figure)
{
    const double percent = figure.deviation() * 100;
    return (percent < 0 ? QString() : QStringLiteral("+")) + words(model::significant(percent, 2)) + QStringLiteral("\u00A0%");
}

const ComparedFigure* figureOf(const ComparedRun& run, MeasuredFigure wanted)
{
    for (const ComparedFigure& figure : run.figures) {
        if (figure.figure == wanted)
            return &figure;
    }
    return nullptr;
}

/// In seconds, as the charts are.
double secondsOf(double value, MeasuredFigure figure)
{
    return figure == MeasuredFigure::OutputToken ? value / 1e3 : value;
}

} // namespace

QString measuredText(const ComparedRun& run, const ComparedFigure& figure)
{
    return QStringLiteral("%1 on %2, %3").arg(valueText(figure.measured, figure.figure), words(run.run.date), deviationText(figure));
}

QString measuredTip(const ComparedRun& run, const ComparedFigure& figure)
{
    QString tip = QStringLiteral("%1, measured: %2\n%3\nEstimated %4, four in five between %5 and %6")
                      .arg(words(titleOf(figure.figure)), measuredText(run, figure), words(model::shown(run.run.source, 200)),
                           valueText(figure.estimated, figure.figure), valueText(figure.low, figure.figure), valueText(figure.high, figure.figure));
    if (!run.asTheWorkload)
        tip += QStringLiteral("\nUnder its own conditions, which are not those of the workload");
    if (run.farOut)
        tip += QStringLiteral("\nFar out: no calibration counts it; see its unit and its conditions");
    return tip;
}

std::optional<ComparedFigure> paceOf(const ComparedRun& run)
{
    for (const MeasuredFigure figure : {MeasuredFigure::Iteration, MeasuredFigure::OutputToken}) {
        if (const ComparedFigure* found = figureOf(run, figure))
            return *found;
    }
    return std::nullopt;
}

void addMeasured(StackChart& chart, std::span<const ComparedRun> runs, const Theme& theme)
{
    const ComparedRun* newest = nullptr;
    for (const ComparedRun& run : runs) {
        const auto pace = run.asTheWorkload ? paceOf(run) : std::nullopt;
        if (!pace)
            continue;
        chart.marks.push_back({measuredTip(run, *pace), secondsOf(pace->measured, pace->figure), theme.text, measuredText(run, *pace)});
        if (!newest || run.run.date >= newest->run.date)
            newest = &run;
    }
    if (newest)
        chart.note += (chart.note.isEmpty() ? QString() : QStringLiteral(" · ")) + QStringLiteral("measured %1").arg(measuredText(*newest, *paceOf(*newest)));
}

std::vector<QString> addMeasured(XyChart& chart, std::span<const ComparedRun> runs, const Theme& theme)
{
    XySeries measured{QStringLiteral("measured"), theme.text, XySeries::Look::Crosses, {}};
    std::vector<QString> tips;
    for (const ComparedRun& run : runs) {
        const ComparedFigure* token = figureOf(run, MeasuredFigure::OutputToken);
        const ComparedFigure* output = figureOf(run, MeasuredFigure::Output);
        if (!token || !output)
            continue;
        measured.points.emplace_back(token->measured, output->measured);
        tips.push_back(measuredTip(run, *token) + QLatin1Char('\n') + measuredTip(run, *output));
    }
    if (!measured.points.empty())
        chart.series.push_back(std::move(measured));
    return tips;
}

} // namespace colonnade::render
