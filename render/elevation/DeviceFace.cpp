#include "render/elevation/DeviceFace.h"

#include "model/units/RackUnit.h"
#include "model/units/Text.h"
#include "render/elevation/FacePainter.h"

#include <algorithm>

namespace colonnade::render {
namespace {

using model::CageForm;
using model::PartKind;
using model::PartType;

bool standsOnTheFloor(const PartType& part)
{
    return part.kind == PartKind::RackFrame || part.kind == PartKind::RackScale || part.kind == PartKind::Pod
        || part.body.mounting == model::Mounting::Floor;
}

} // namespace

FaceDetail detailFor(double unitPixels)
{
    if (unitPixels < 4)
        return FaceDetail::Column;
    if (unitPixels < 8)
        return FaceDetail::Blocks;
    if (unitPixels < 12)
        return FaceDetail::Runs;
    return unitPixels < 28 ? FaceDetail::Faces : FaceDetail::Full;
}

void paintFace(QPainter& painter, const QRectF& rect, const PartType& part, FaceSide side,
               const Theme& theme, const FaceStyle& style)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    FacePainter{painter, rect, part, side, theme, style}.paint();
    painter.restore();
}

void paintPart(QPainter& painter, const QRectF& box, const PartType& part, const Theme& theme,
               FaceSide side, const QString& label)
{
    const QSizeF size = outsideMm(part);
    FaceStyle style;
    style.scale = std::min(box.width() / size.width(), box.height() / size.height());
    style.label = label;
    style.judged = true;
    style.detail = std::clamp(detailFor(model::rackUnitMillimetres * style.scale), FaceDetail::Runs,
                              FaceDetail::Full);
    QRectF rect{{}, size * style.scale};
    rect.moveCenter(box.center());
    if (!standsOnTheFloor(part)) {
        paintFace(painter, rect.adjusted(0.4, 0.4, -0.4, -0.4), part, side, theme, style);
        return;
    }
    // Cabinets: their outside, with the kind bar; frames show their opening.
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen({theme.faceLine, 0.7});
    painter.setBrush(part.kind == PartKind::RackFrame ? theme.frame : theme.face);
    painter.drawRoundedRect(rect.adjusted(0.4, 0.4, -0.4, -0.4), 1, 1);
    painter.setPen(Qt::NoPen);
    if (part.kind == PartKind::RackFrame || part.kind == PartKind::RackScale) {
        const double wall = rect.width() * 0.1;
        painter.setBrush(theme.opening);
        const QRectF opening = rect.adjusted(wall, wall, -wall, -wall);
        painter.drawRect(opening);
        // What fills a rack-scale system is in entries of their own; here it only shows that it comes filled.
        if (part.kind == PartKind::RackScale) {
            painter.setBrush(mixed(theme.kind(part.role), theme.face, 0.45));
            const double pitch = std::max(2.5, opening.height() / 20);
            for (double y = opening.top() + 0.8; y + pitch - 0.8 <= opening.bottom(); y += pitch)
                painter.drawRect(QRectF{opening.left() + 0.8, y, opening.width() - 1.6, pitch - 0.9});
        }
    }
    painter.setBrush(theme.kind(part.role));
    painter.drawRect(QRectF{rect.left() + 0.4, rect.top() + 0.4,
                            std::clamp(rect.width() * 0.12, 2.0, 4.0), rect.height() - 0.8});
    painter.restore();
}

QSizeF outsideMm(const PartType& part)
{
    const auto& body = part.body;
    if (standsOnTheFloor(part)) {
        return {static_cast<double>(body.widthMm.value_or(model::Millimetres{600}).value()),
                static_cast<double>(body.heightMm.value_or(model::Millimetres{2200}).value())};
    }
    if (body.mounting == model::Mounting::ZeroU) {
        return {static_cast<double>(body.widthMm.value_or(model::Millimetres{56}).value()),
                static_cast<double>(body.heightMm.value_or(model::Millimetres{1800}).value())};
    }
    const double unit = body.openUnits ? model::openUnitMillimetres : model::rackUnitMillimetres;
    const double width = panelWidth(body.mounting) * (body.halfWidth ? 0.5 : 1);
    return {width, body.height.value_or(model::RackUnits::whole(1)).value() * unit};
}

double panelWidth(model::Mounting holds)
{
    return holds == model::Mounting::OpenRack21 ? 537 : 482.6;
}

QSizeF cageSize(CageForm form)
{
    switch (form) {
    case CageForm::OsfpTwin:
    case CageForm::OsfpRhs:
    case CageForm::Osfp: return {22.6, 13};
    case CageForm::QsfpDd:
    case CageForm::Qsfp112:
    case CageForm::Qsfp56:
    case CageForm::Qsfp28: return {18.4, 8.5};
    case CageForm::Sfp56:
    case CageForm::Sfp28: return {13.9, 8.6};
    case CageForm::Rj45: return {14, 13};
    case CageForm::Mpo: return {12.4, 9.6};
    case CageForm::Other: return {16, 9};
    }
    return {16, 9};
}

QString plain(std::string_view text)
{
    return QString::fromStdString(model::shown(text, 200));
}

} // namespace colonnade::render
