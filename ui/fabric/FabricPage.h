#pragma once

#include "ui/document/DesignSession.h"
#include "ui/fabric/FabricView.h"

#include <QTimer>
#include <QWidget>

#include <vector>

class QBoxLayout;
class QComboBox;
class QHBoxLayout;
class QLabel;
class QLineEdit;

namespace colonnade::ui {

class Chip;
class FabricOverlayBar;

/// The fabric diagram under a bar: fabrics as chips, what the colours show, rail, plane, medium, findings, and a search.
class FabricPage final : public QWidget {
    Q_OBJECT
public:
    explicit FabricPage(DesignSession& session, QWidget* parent = nullptr);

    [[nodiscard]] FabricView& view() const { return *m_view; }
    void focusSearch();
    /// True where a diagram is shown whose colours may tell something else.
    [[nodiscard]] bool hasOverlays() const;
    void nextOverlay(); ///< Cables, utilisation, failure, and round again.
    void noOverlay();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeBar();
    /// What there is to choose from, of the networks that are there.
    void takeNetworks();
    void filter();
    void search();

    DesignSession& m_session;
    FabricView* m_view;
    QWidget* m_bar;
    QBoxLayout* m_barLayout; ///< Fabrics beside the other filters, or above them.
    QHBoxLayout* m_chipRow;
    FabricOverlayBar* m_overlay;
    struct FabricChip {
        std::string fabric;
        Chip* chip;
    };
    std::vector<FabricChip> m_chips;
    QComboBox *m_rail, *m_plane, *m_medium;
    Chip* m_findings;
    QLineEdit* m_field;
    QLabel* m_count;
    DesignRef m_of; ///< Of which the bar tells.
    bool m_filling = false;
    QTimer m_soon; ///< Until what is typed is searched for.
};

} // namespace colonnade::ui
