#pragma once

#include "model/catalog/PartType.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QListView;
class QStackedWidget;

namespace colonnade::ui {

class CatalogFilter;
class CatalogModel;
class Chip;
class DesignSession;
class EmptyState;

/// The catalog: search as one types, chips to narrow, cards to drag into the drawing.
class CatalogPanel final : public QWidget {
    Q_OBJECT
public:
    explicit CatalogPanel(DesignSession& session, QWidget* parent = nullptr);

    void focusSearch();

signals:
    /// Enter or a double click on a part: it should be placed where there is room.
    void placementWanted(const colonnade::model::PartRef& part);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void refresh();
    void nameChips(bool briefly);
    void chooseKind();
    void chooseVendor();
    void followRack();
    void placeCurrent();

    DesignSession& m_session;
    CatalogModel* m_model;
    CatalogFilter* m_filter;
    QLineEdit* m_field;
    QLabel* m_count;
    Chip *m_kind, *m_vendor, *m_shipping;
    QListView* m_list;
    QStackedWidget* m_pages;
    EmptyState* m_empty;
};

} // namespace colonnade::ui
