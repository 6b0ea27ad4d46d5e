#include "ui/workbench/FabricOutcome.h"

#include "model/fabric/FabricFacts.h"
#include "ui/document/Words.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <utility>

namespace colonnade::ui {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("FabricOutcome", text);
}

} // namespace

QString fabricOutcome(const model::Fabric& fabric, const std::shared_ptr<const model::FabricPlan>& made, int mounted,
                      const std::optional<model::Error>& impossible)
{
    const model::FabricPlan& plan = *made;
    if (plan.refusal && impossible)
        return words(impossible->text);
    if (plan.refusal)
        return words(plan.refusal->text);
    if (plan.endpointPorts == 0)
        return tr("No device here has %1 ports to join.").arg(words(model::word(fabric.endpointPorts)));
    QStringList lines;
    model::FabricFacts facts;
    facts.plan = made;
    const std::vector<int> tiers = facts.switchesByTier();
    const std::pair<QString, QString> names[] = {{tr("leaf"), tr("leaves")}, {tr("spine"), tr("spines")}, {tr("core"), tr("cores")}};
    QStringList counts;
    for (std::size_t i = 0; i < std::min<std::size_t>(tiers.size(), 3); ++i)
        counts << countOf(tiers[i], names[i].first, names[i].second);
    const auto cables = [](qint64 count) { return countOf(count, tr("cable"), tr("cables")); };
    if (!counts.isEmpty())
        lines << (mounted > 0 ? tr("%1; set out now: %2.").arg(counts.join(tr(", ")), countText(mounted)) : counts.join(tr(", ")) + QLatin1Char('.'));
    lines << tr("Ports that are joined: %1 of %2, of %3.")
                 .arg(countText(plan.endpointPorts - plan.unassigned), countText(plan.endpointPorts),
                      countOf(plan.endpointDevices, tr("device"), tr("devices")));
    if (plan.otherCables > 0)
        lines << tr("%1 beside them, between switches or devices.").arg(cables(plan.otherCables));
    if (plan.coreCables > 0)
        lines << tr("%1 to the cores.").arg(cables(plan.coreCables));
    lines << (plan.spineCables > 0 ? tr("%1 to the leaves, %2 to the spines.").arg(cables(plan.endpointCables), countText(plan.spineCables))
                                   : tr("%1.").arg(cables(plan.endpointCables)));
    if (const auto worst = plan.worstOversubscription())
        lines << tr("Oversubscription %1 : 1; %2 from end to end at most.")
                     .arg(figureText(*worst, {}), countOf(plan.switchHops, tr("switch"), tr("switches")));
    if (const auto worst = plan.worstOversubscription(2))
        lines << tr("Of the spines %1 : 1.").arg(figureText(*worst, {}));
    if (plan.components > 1)
        lines << tr("%1 islands that no switch joins.").arg(countText(plan.components));
    if (!plan.conflicts.empty())
        lines << tr("%1 that no longer fit.").arg(countOf(static_cast<qint64>(plan.conflicts.size()), tr("exception by hand"), tr("exceptions by hand")));
    lines << (plan.gaps > 0 ? tr("%1 for which the catalog has no medium.").arg(cables(plan.gaps))
                            : tr("Every cable has a medium of the catalog."));
    return lines.join(QLatin1Char('\n'));
}

} // namespace colonnade::ui
