#pragma once

#include "ui/fabric/FabricGatherer.h"

#include <QWidget>

class QLabel;
class QStackedWidget;
class QToolButton;

namespace colonnade::ui {

class EmptyState;
class PortMapView;

/// The port map of the switch or node that is selected, with what is free; it stays while cables are selected.
class PortsPanel final : public QWidget {
    Q_OBJECT
public:
    explicit PortsPanel(DesignSession& session, QWidget* parent = nullptr);
    [[nodiscard]] PortMapView& view() const { return *m_view; }

signals:
    void said(const QString& message);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void takeSelection();
    void show(const model::Subject& device);
    void showPin();

    DesignSession& m_session;
    FabricGatherer m_gatherer;
    QLabel *m_title, *m_counts;
    QToolButton* m_pin; ///< Of a switch of a fabric.
    PortMapView* m_view;
    QStackedWidget* m_pages;
    EmptyState* m_empty;
    std::optional<model::Subject> m_device; ///< That is shown.
    bool m_stale = true;
};

} // namespace colonnade::ui
