#pragma once

#include "ui/fabric/FabricGatherer.h"

#include <QWidget>

class QLabel;
class QStackedWidget;

namespace colonnade::ui {

class EmptyState;
class PortMapView;

/// The port map of the switch or node that is selected, with what is free; it stays while cables are selected.
class PortsPanel final : public QWidget {
    Q_OBJECT
public:
    explicit PortsPanel(DesignSession& session, QWidget* parent = nullptr);
    [[nodiscard]] PortMapView& view() const { return *m_view; }

protected:
    void showEvent(QShowEvent* event) override;

private:
    void takeSelection();
    void show(const model::Subject& device);

    DesignSession& m_session;
    FabricGatherer m_gatherer;
    QLabel *m_title, *m_counts;
    PortMapView* m_view;
    QStackedWidget* m_pages;
    EmptyState* m_empty;
    std::optional<model::Subject> m_device; ///< That is shown.
    bool m_stale = true;
};

} // namespace colonnade::ui
