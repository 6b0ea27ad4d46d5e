#pragma once

#include "ui/fabric/FabricOverlayer.h"

#include <QWidget>

class QComboBox;

namespace colonnade::ui {

class Segments;

/// "Show: Cables | Utilisation | Failure", and for utilisation which traffic over which ways.
class FabricOverlayBar final : public QWidget {
    Q_OBJECT
public:
    explicit FabricOverlayBar(QWidget* parent = nullptr);

    [[nodiscard]] FabricColouring colouring() const;
    /// As it was chosen elsewhere.
    void setTraffic(const render::TrafficWish& traffic);
    void show(render::FabricShow what);

signals:
    void changed();

private:
    void choose();

    Segments* m_show;
    QComboBox *m_pattern, *m_paths; ///< Shown with utilisation only.
};

} // namespace colonnade::ui
