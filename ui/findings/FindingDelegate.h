#pragma once

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

} // namespace colonnade::ui
