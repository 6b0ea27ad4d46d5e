#pragma once

#include "render/fabric/FabricNetwork.h"
#include "render/theme/Theme.h"

#include <QPainter>
#include <QRectF>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace colonnade::render {

/// One logical port of a device, as its fabrics use it.
struct MappedPort {
    enum class State : std::uint8_t {
        Free,
        Reserved, ///< Free; the recipe keeps it for endpoints.
        Stranded, ///< Free beside a port in use in the same cage: it can only go where that plug's other half goes.
        Down,     ///< Linked away from the spines; of an endpoint: to its leaf.
        Up,       ///< Linked towards the spines.
        Beside    ///< Linked to a switch of its own tier.
    };
    State state = State::Free;
    int number = 0;       ///< Of the port's role, from 1.
    int links = 0;        ///< More than one where it is split.
    std::size_t cage = 0, place = 0;
    std::optional<std::size_t> network; ///< In the networks that were given.
    std::vector<model::Subject> cables; ///< That hang on it.
    QString farEnd, medium, length, role; ///< "A04 Leaf 2, port 12"; empty where there is none.
    float speed = 0;      ///< Gbit/s of one link, or of the port.
    QRectF body;          ///< In units of the screen at 100 %.
};

/// The faceplate of a device as a grid of its ports: cages column by column in pairs of lines, as on most switches.
struct PortMap {
    model::Subject device;
    QString title, remark; ///< "N01 Leaf 1", "QM9700, 64 ports"
    std::vector<MappedPort> ports;
    std::vector<QRectF> cages;
    QSizeF size;
    std::size_t free = 0, reserved = 0, stranded = 0, down = 0, up = 0, beside = 0;

    /// Nothing where there is none.
    [[nodiscard]] std::optional<std::size_t> portAt(QPointF at) const;
    /// "32 down, 30 up, 2 free (1 stranded)"
    [[nodiscard]] QString counts() const;
};

/// Gives the ports their places, in as many lines as they are largest in.
void layPorts(PortMap& map, QSizeF area);
/// The ports of a device in all networks that it is part of; nothing where it is in none.
std::optional<PortMap> portMapOf(const std::vector<std::shared_ptr<const FabricNetwork>>& networks, const model::Subject& device);

/// "free", "down", ...
QString word(MappedPort::State state);

struct PortMarks {
    std::optional<std::size_t> hovered;
    std::vector<std::size_t> selected;
};
/// Each state has a glyph of its own; the colour is that of the fabric.
void paintPortMap(QPainter& painter, const PortMap& map, const std::vector<std::shared_ptr<const FabricNetwork>>& networks, const PortMarks& marks,
                  const Theme& theme, QPointF at, double scale);

} // namespace colonnade::render
