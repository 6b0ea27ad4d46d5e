#include "ui/catalog/PartText.h"

#include "model/units/Text.h"
#include "ui/document/Words.h"

#include <QCoreApplication>

#include <algorithm>

namespace colonnade::ui {

namespace {

const QChar nbsp(0xa0);

QString tr(const char* text)
{
    return QCoreApplication::translate("PartText", text);
}

QString lengthText(model::Metres length)
{
    return words(model::shortest(length.value())) + nbsp + QLatin1Char('m');
}

void addSpecifics(QStringList& line, const model::PartType& part)
{
    if (part.accelerator && part.accelerator->count > 1)
        line << countText(part.accelerator->count) + QStringLiteral("\u00a0×\u00a0") + tr("GPU");
    if (part.shelf) {
        if (part.shelf->rectifiers > 0 && part.shelf->rectifier)
            line << countText(part.shelf->rectifiers) + QStringLiteral("\u00a0×\u00a0")
                    + figureText(part.shelf->rectifier->value(), "W");
    }
    if (part.pdu) {
        line << QStringLiteral("%1 V, %2 φ")
                    .arg(words(model::shortest(part.pdu->lineVoltage.value())))
                    .arg(part.pdu->phases);
        if (part.pdu->rating)
            line << figureText(part.pdu->rating->value(), "A");
    }
    if (part.cdu) {
        line << figureText(part.cdu->capacity.value(), "W");
        if (part.cdu->flow)
            line << figureText(part.cdu->flow->value(), "L/min");
        line << words(model::word(part.cdu->type));
    }
    if (part.rack) {
        line << words(model::text(part.rack->units)) + nbsp + QLatin1Char('U');
        if (part.body.widthMm && part.body.depthMm)
            line << QStringLiteral("%1 × %2 mm")
                        .arg(countText(part.body.widthMm->value()),
                             countText(part.body.depthMm->value()));
        if (part.rack->maxLoad)
            line << figureText(part.rack->maxLoad->value(), "kg");
    }
    if (part.cable) {
        line << words(model::word(part.cable->medium));
        if (part.cable->speed.value() > 0)
            line << figureText(part.cable->speed.value(), "Gbit/s");
        if (part.cable->reachMax)
            line << tr("up to %1").arg(lengthText(*part.cable->reachMax));
    }
    if (part.transceiver) {
        line << words(model::word(part.transceiver->cage)) << words(part.transceiver->pmd);
        if (part.transceiver->reachMax)
            line << tr("up to %1").arg(lengthText(*part.transceiver->reachMax));
    }
    if (!part.contents.empty() && part.frame)
        line << tr("rack-scale");
}

} // namespace

QString kindText(model::PartKind kind)
{
    using enum model::PartKind;
    switch (kind) {
    case Accelerator: return tr("Accelerator");
    case Server: return tr("Server");
    case Tray: return tr("Tray");
    case RackScale: return tr("Rack-scale system");
    case Pod: return tr("Pod");
    case Storage: return tr("Storage");
    case Switch: return tr("Switch");
    case Nic: return tr("NIC");
    case PowerShelf: return tr("Power shelf");
    case RackPdu: return tr("Rack PDU");
    case FloorPower: return tr("Floor power");
    case Cdu: return tr("CDU");
    case RackFrame: return tr("Rack frame");
    case Cable: return tr("Cable");
    case Transceiver: return tr("Transceiver");
    case Blanking: return tr("Blanking panel");
    case Manifold: return tr("Manifold");
    case PatchPanel: return tr("Patch panel");
    }
    return {};
}

QString availabilityText(model::Availability availability)
{
    using enum model::Availability;
    switch (availability) {
    case Shipping: return tr("Shipping");
    case Announced: return tr("Announced");
    case Roadmap: return tr("Roadmap");
    case Hypothetical: return tr("Hypothetical");
    case EndOfSale: return tr("End of sale");
    case Withdrawn: return tr("Withdrawn");
    }
    return {};
}

QString portsText(const model::PartType& part)
{
    QStringList groups;
    for (const auto& cages : part.cages) {
        QString text = countText(cages.ports()) + QStringLiteral("\u00a0×\u00a0");
        if (cages.portSpeed.value() > 0)
            text += figureText(cages.portSpeed.value(), "Gbit/s") + nbsp;
        text += words(model::word(cages.form));
        groups << text;
    }
    return groups.join(QStringLiteral(", "));
}

QString keyFigureLine(const model::PartType& part)
{
    QStringList line;
    if (part.body.height && !part.rack)
        line << words(model::text(*part.body.height)) + nbsp
                + (part.body.openUnits ? QStringLiteral("OU") : QStringLiteral("U"));
    if (part.shelf)
        line << figureText(part.shelf->output.value(), "W");
    else if (const auto power = part.power.forProvisioning(); power && !part.cdu)
        line << figureText(power->value(), "W");
    addSpecifics(line, part);
    if (part.kind == model::PartKind::Switch && !part.cages.empty()) {
        const auto most = std::max_element(
            part.cages.begin(), part.cages.end(),
            [](const auto& a, const auto& b) { return a.ports() < b.ports(); });
        QString ports = countText(most->ports()) + QStringLiteral("\u00a0×\u00a0");
        if (most->portSpeed.value() > 0)
            ports += figureText(most->portSpeed.value(), "Gbit/s");
        else
            ports += words(model::word(most->form));
        line << ports;
    }
    if (line.isEmpty() && part.body.mass)
        line << figureText(part.body.mass->value(), "kg");
    line.removeAll(QString());
    return line.join(QStringLiteral(" · "));
}

QString misfit(const model::PartType& part, const model::RackDesign& rack)
{
    if (!part.body.height)
        return {};
    if (!rack.isRackOf(part))
        return tr("fits only in its own rack");
    const model::Mounting holds = rack.frame()->rack->holds;
    if (part.body.mounting == model::Mounting::OpenRack21 && holds != model::Mounting::OpenRack21)
        return tr("needs a 21-inch frame");
    if (part.body.mounting == model::Mounting::Rack19 && holds == model::Mounting::OpenRack21)
        return tr("needs a 19-inch frame");
    return {};
}

bool standsOnFloor(const model::PartType& part)
{
    return part.kind == model::PartKind::RackFrame || part.kind == model::PartKind::RackScale
        || part.body.mounting == model::Mounting::Floor;
}

QString whyNotPlaced(const model::PartType& part, const model::RackDesign* rack)
{
    if (standsOnFloor(part))
        return {};
    if (!part.body.height && part.body.mounting != model::Mounting::ZeroU)
        return tr("not mounted in a rack");
    return rack ? misfit(part, *rack) : tr("place a rack frame first");
}

} // namespace colonnade::ui
