#include "ui/floor/FloorTip.h"

#include "model/units/Text.h"
#include "ui/document/Words.h"

#include <QCoreApplication>
#include <QStringList>

#include <string_view>

namespace colonnade::ui {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("FloorTip", text);
}

QString figure(const auto& sum, std::string_view unit)
{
    if (sum.missing > 0 && sum.known.value() <= 0)
        return unknownText();
    const QString text = figureText(sum.known.value(), unit, inspectorDigits);
    return sum.missing > 0 ? tr("at least %1").arg(text) : text;
}

} // namespace

QString floorTip(const render::FloorScene& scene, const render::SceneTarget& target, const render::OverlayColours& colours,
                 const render::FloorFigures* figures)
{
    const render::SceneItem& item = scene.items()[target.item];
    const render::Shape& shape = scene.shapeOf(item);
    QStringList lines;
    const auto add = [&](const QString& name, const QString& kind) {
        lines << QStringLiteral("<b>%1</b>  %2").arg(name.toHtmlEscaped(), kind.toHtmlEscaped());
    };
    if (!shape.rack) {
        add(item.label, words(shape.part->model));
        QStringList parts;
        if (const auto power = shape.part->power.forProvisioning())
            parts << tr("power %1").arg(figureText(power->value(), "W", inspectorDigits));
        if (shape.part->cdu)
            parts << tr("cools %1").arg(figureText(shape.part->cdu->capacity.value(), "W", inspectorDigits));
        if (!parts.isEmpty())
            lines << parts.join(QStringLiteral(" · "));
    } else if (target.device) {
        const model::Device* device = shape.rack->device(shape.devices[*target.device].id);
        if (!device)
            return {};
        add(words(model::labelOr(device->label, device->id.text())),
            words(device->part->model));
        lines << item.label.toHtmlEscaped() + QStringLiteral(" · ")
                + words(text(device->mount)).toHtmlEscaped();
    } else {
        add(item.label, words(shape.rack->name()));
        const model::RackFacts& facts = shape.rack->facts();
        QStringList parts{tr("power %1").arg(figure(facts.provisioned, "W")),
                          tr("mass %1").arg(figure(facts.mass, "kg"))};
        if (facts.accelerators > 0)
            parts << countOf(facts.accelerators, tr("GPU"), tr("GPUs"));
        parts << tr("%1 U open").arg(words(text(facts.open)));
        lines << parts.join(QStringLiteral(" · "));
    }
    if (const auto* figure = figures ? figures->of(item.path) : nullptr)
        lines << figures->sentence(*figure).toHtmlEscaped();
    else if (colours.overlay != render::FloorOverlay::Findings && target.item < colours.values.size() && !colours.values[target.item].isEmpty())
        lines << (colours.legend.title + QStringLiteral(": ") + colours.values[target.item]).toHtmlEscaped();
    return lines.join(QStringLiteral("<br>"));
}

} // namespace colonnade::ui
