#pragma once

#include "render/theme/Glyphs.h"

#include <QSet>
#include <QSortFilterProxyModel>

namespace colonnade::ui {

/// Narrows findings by severity, by domain of their rule and by text; keeps what was just mended.
class FindingFilter final : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit FindingFilter(QObject* parent = nullptr);

    /// Empty: all of them.
    void setGlyphs(const QSet<int>& glyphs);
    /// "PWR", "THM", ...; empty: all of them.
    void setDomains(const QStringList& domains);
    void setText(const QString& text);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    QSet<int> m_glyphs;
    QStringList m_domains;
    QString m_text;
};

} // namespace colonnade::ui
