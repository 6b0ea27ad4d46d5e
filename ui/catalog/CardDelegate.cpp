#include "ui/catalog/CardDelegate.h"

#include "render/elevation/DeviceFace.h"
#include "ui/catalog/CatalogFilter.h"
#include "ui/catalog/CatalogModel.h"
#include "ui/catalog/PartText.h"
#include "ui/document/Words.h"
#include "ui/style/Style.h"

#include <QPainter>

namespace colonnade::ui {

namespace {

constexpr int cardHeight = 62;
constexpr double faceWidth = 116;
constexpr double faceHeight = 14;

QColor availabilityColour(model::Availability availability, const render::Theme& t)
{
    switch (availability) {
    case model::Availability::Shipping: return t.ok;
    case model::Availability::Announced: return t.info;
    case model::Availability::EndOfSale:
    case model::Availability::Withdrawn: return t.error;
    default: return t.waived;
    }
}

/// Where the face lies in true proportion, at the left of its box.
QRectF faceBox(const model::PartType& part, const QRectF& box)
{
    double width = render::panelWidth(part.body.mounting);
    double height = 0;
    if (part.body.height)
        height = part.body.height->value() * (part.body.openUnits ? 48.0 : 44.45);
    if (part.body.widthMm && (part.rack || !part.body.height || part.body.mounting == model::Mounting::Floor))
        width = static_cast<double>(part.body.widthMm->value());
    if (part.body.heightMm && height == 0)
        height = static_cast<double>(part.body.heightMm->value());
    if (part.body.halfWidth)
        width /= 2;
    if (width <= 0 || height <= 0)
        return box;
    const double scale = std::min(box.width() / width, box.height() / height);
    return {box.left(), box.top() + (box.height() - height * scale) / 2, width * scale,
            height * scale};
}

} // namespace

CardDelegate::CardDelegate(const CatalogModel& model, const CatalogFilter& filter, QObject* parent) :
    QStyledItemDelegate(parent),
    m_model(model),
    m_filter(filter)
{
}

QSize CardDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {160, cardHeight};
}

void CardDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const
{
    const render::Theme& t = theme();
    const model::PartType& part = *m_model.part(m_filter.mapToSource(index));
    const QRectF box = QRectF(option.rect).adjusted(4, 1, -4, -1);
    const QString misfit = index.data(CatalogModel::MisfitRole).toString();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (option.state & QStyle::State_Selected) {
        painter->setPen(QPen(t.accent, 1.2));
        painter->setBrush(t.selected);
        painter->drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
    } else {
        if (option.state & QStyle::State_MouseOver) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(t.hover);
            painter->drawRoundedRect(box, 5, 5);
        }
        painter->fillRect(QRectF(box.left() + 6, box.bottom(), box.width() - 12, 1), t.line);
    }
    if (!misfit.isEmpty())
        painter->setOpacity(0.6);
    const double left = box.left() + 8, right = box.right() - 8;
    const QString availability = availabilityText(part.availability);
    painter->setFont(textFont(11));
    const double availabilityWidth = QFontMetricsF(painter->font()).horizontalAdvance(availability);
    const double face = std::min(faceWidth, right - left - availabilityWidth - 20);
    render::paintPart(*painter, faceBox(part, {left, box.top() + 5, face, faceHeight}), part, t);
    painter->setPen(t.text2);
    render::drawText(*painter, {right, box.top() + 16}, availability, Qt::AlignRight);
    painter->setPen(Qt::NoPen);
    painter->setBrush(availabilityColour(part.availability, t));
    painter->drawEllipse(QPointF(right - availabilityWidth - 7, box.top() + 12.5), 3, 3);

    const QString vendor = words(part.vendor);
    painter->setFont(textFont(render::type::head));
    const double vendorWidth
        = std::min(QFontMetricsF(painter->font()).horizontalAdvance(vendor), (right - left) * 0.4);
    painter->setPen(t.text2);
    render::drawText(*painter, {right, box.top() + 32.5},
                     render::elided(*painter, vendor, vendorWidth + 1), Qt::AlignRight);
    painter->setFont(textFont(12.5, QFont::DemiBold));
    painter->setPen(t.text);
    render::drawText(*painter, {left, box.top() + 32.5},
                     render::elided(*painter, words(part.model), right - left - vendorWidth - 8));
    painter->setFont(textFont(11));
    painter->setPen(t.text2);
    QString figures = misfit.isEmpty() ? keyFigureLine(part) : misfit;
    if (figures.isEmpty())
        figures = kindText(part.kind);
    render::drawText(*painter, {left, box.top() + 48}, render::elided(*painter, figures, right - left));
    painter->restore();
}

} // namespace colonnade::ui
