#pragma once

#include <QFontMetricsF>
#include <QStyledItemDelegate>

namespace colonnade::ui {

/// Draws a row of findings: glyph, words, numbers; what was mended is struck through on a green ground.
class FindingDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
};

/// A finding's "title · message" for so many px: the title gives way first, as rows of one rule differ in the message.
[[nodiscard]] QString fittedHeadline(const QString& headline, const QFontMetricsF& metrics, double room);

} // namespace colonnade::ui
