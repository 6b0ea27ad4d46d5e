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
constexpr double uprightWidth = 24;

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

/// A flat part's face lies above its name; a cabinet, a pod or a strip for a rack's side stands beside it.
bool isUpright(const QSizeF& outside)
{
    return outside.height() > outside.width();
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
    double left = box.left() + 8;
    const double right = box.right() - 8;
    const double first = box.top() + 16, second = box.top() + 32.5, third = box.top() + 48;
    const QString vendor = words(part.vendor);
    const QString availability = availabilityText(part.availability);
    painter->setFont(textFont(11));
    const double availabilityWidth = render::textWidth(*painter, availability);
    const QSizeF outside = render::outsideMm(part);
    const bool upright = isUpright(outside);
    if (upright) {
        render::paintPart(*painter, {left, box.top() + 5, uprightWidth, box.height() - 10}, part, t);
        left += uprightWidth + 8;
        painter->setPen(t.text2);
        render::drawText(*painter, {left, first}, render::elided(*painter, vendor, right - left - availabilityWidth - 20));
    } else {
        const double width = std::min(faceWidth, right - left - availabilityWidth - 20);
        const double scale = std::min(width / outside.width(), faceHeight / outside.height());
        const QSizeF size = outside * scale;
        render::paintPart(*painter, {left, box.top() + 5 + (faceHeight - size.height()) / 2, size.width(), size.height()},
                          part, t);
    }
    painter->setFont(textFont(11));
    painter->setPen(t.text2);
    render::drawText(*painter, {right, first}, availability, Qt::AlignRight);
    painter->setPen(Qt::NoPen);
    painter->setBrush(availabilityColour(part.availability, t));
    painter->drawEllipse(QPointF(right - availabilityWidth - 7, box.top() + 12.5), 3, 3);

    // The maker stands behind the name where both have room, else below it.
    const QString name = words(part.model);
    QString figures = misfit.isEmpty() ? keyFigureLine(part) : misfit;
    if (figures.isEmpty())
        figures = kindText(part.kind);
    painter->setFont(textFont(12.5, QFont::DemiBold));
    const double nameWidth = render::textWidth(*painter, name);
    painter->setPen(t.text);
    render::drawText(*painter, {left, second}, render::elided(*painter, name, right - left));
    painter->setFont(textFont(render::type::head));
    painter->setPen(t.text2);
    double figuresRight = right;
    if (!upright) {
        const double vendorWidth = render::textWidth(*painter, vendor);
        const bool fits = nameWidth + 8 + vendorWidth <= right - left;
        if (fits || misfit.isEmpty())
            render::drawText(*painter, {right, fits ? second : third}, vendor, Qt::AlignRight);
        if (!fits && misfit.isEmpty())
            figuresRight -= vendorWidth + 8;
    }
    painter->setFont(textFont(11));
    render::drawText(*painter, {left, third}, render::elided(*painter, figures, figuresRight - left));
    painter->restore();
}

} // namespace colonnade::ui
