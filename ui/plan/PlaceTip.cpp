#include "ui/plan/PlaceTip.h"

#include "render/report/DrawingMarks.h"
#include "ui/diagram/Pointing.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"
#include "ui/plan/PlaceMarks.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <string_view>

namespace colonnade::ui {
namespace {

using model::Subject;
using render::PlanItem;

QString tr(const char* text)
{
    return QCoreApplication::translate("PlaceTip", text);
}

} // namespace

QString placeTip(const DesignSession& session, const render::PlanContent& content, const std::string& path)
{
    QStringList lines;
    const auto figure = [](const auto& sum, std::string_view unit) {
        const QString text = sum.known.value() > 0 || sum.complete()
            ? figureText(sum.known.value(), unit, inspectorDigits)
            : unknownText();
        return sum.complete() ? text : tr("at least %1").arg(text);
    };
    if (const PlanItem* item = content.index->item(path)) {
        const bool rack = item->isRack();
        const QString kind =
            words(rack ? (*item->placement->rack())->name() : (*item->placement->unit())->model);
        lines << QStringLiteral("<b>%1</b>  %2")
                     .arg(words(item->label).toHtmlEscaped(), kind.toHtmlEscaped());
        QStringList figures;
        if (rack) {
            const auto& facts = (*item->placement->rack())->facts();
            figures << tr("power %1").arg(figure(facts.provisioned, "W"))
                    << tr("mass %1").arg(figure(facts.mass, "kg"));
            if (facts.accelerators > 0)
                figures << countOf(facts.accelerators, tr("GPU"), tr("GPUs"));
        }
        lines << figures.join(QStringLiteral(" · ")).toHtmlEscaped();
        lines << tr("%1 × %2\u00a0mm at %3, %4\u00a0mm")
                     .arg(countText(item->footprint.size.width.value()),
                          countText(item->footprint.size.depth.value()),
                          countText(item->footprint.at.x.value()),
                          countText(item->footprint.at.y.value()));
    } else if (const render::PlanPod* pod = content.index->pod(path)) {
        const auto& facts = pod->placement->pod->facts();
        lines << QStringLiteral("<b>%1</b>  %2")
                     .arg(words(pod->label).toHtmlEscaped(),
                          words(pod->placement->pod->name()).toHtmlEscaped());
        lines << QStringList{countOf(facts.racks, tr("rack"), tr("racks")),
                             tr("power %1").arg(figure(facts.provisioned, "W")),
                             tr("mass %1").arg(figure(facts.mass, "kg"))}
                     .join(QStringLiteral(" · "))
                     .toHtmlEscaped();
    }
    if (const auto* of = content.figures ? content.figures->of(path) : nullptr)
        lines << content.figures->sentence(*of).toHtmlEscaped();
    if (const auto found = content.findings.find(path);
        found != content.findings.end() && session.judgement().evaluation) {
        for (const model::Finding& finding : session.judgement().evaluation->findings) {
            const bool here = isMarked(finding) && lines.size() < 6
                && render::planFindings(*content.index, {finding}).contains(path);
            if (here)
                lines << (words(finding.rule) + QStringLiteral(": ") + words(finding.message))
                             .toHtmlEscaped();
        }
    }
    lines.removeAll(QString{});
    return tipOf(lines);
}

QString trayTip(const DesignSession& session, const render::PlanCables& cables, const render::PlanTray& tray,
                model::Point at, model::Millimetres reach)
{
    QStringList lines{QStringLiteral("<b>%1</b>").arg(placeOf(*session.design(), {Subject::Where::Tray, tray.subject}).toHtmlEscaped())};
    lines << tr("%1 × %2\u00a0mm at %3\u00a0mm").arg(countText(tray.tray.width.value()), countText(tray.tray.depth.value()), countText(tray.tray.height.value()));
    const model::Millimetres half{std::max(reach.value(), tray.tray.width.value() / 2)};
    if (const QString inside = cables.wordsAt(at, half); !inside.isEmpty())
        lines << inside.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>"));
    return lines.join(QStringLiteral("<br>"));
}

} // namespace colonnade::ui
