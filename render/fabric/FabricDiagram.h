#pragma once

#include "model/rules/Finding.h"
#include "render/diagram/DiagramPainter.h"
#include "render/fabric/FabricNetwork.h"

#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace colonnade::render {

/// What the colours of lines and symbols tell.
enum class FabricShow : std::uint8_t {
    Cables,      ///< The fabric that they belong to.
    Utilisation, ///< How much of their capacity traffic takes.
    Failure      ///< What a failure has taken, and what has lost links by it.
};

/// Links between two symbols, as many as there are.
struct FabricBundle : FabricSum {
    std::size_t from = 0, to = 0; ///< Boxes; `from` is nearer to the endpoints.
    std::uint64_t lost = 0;           ///< Of its links.
    std::optional<double> load;       ///< Share of its capacity between the busiest two.
    std::optional<std::size_t> trunk; ///< That it is drawn in.
};

/// Bundles between two rows of neighbours that are drawn as one line between two rails: with every pair joined alike, a
/// hundred lines would say no more.
struct FabricTrunk : FabricSum {
    std::vector<std::size_t> from, to; ///< Boxes; alike where neighbours of one row are joined.
    std::uint64_t lost = 0;
    std::uint64_t least = 0, most = 0; ///< Links of a pair that is joined.
    std::size_t pairs = 0, joined = 0; ///< Pairs that there are, and those with links.
    std::optional<double> load;
    std::vector<std::vector<QPointF>> lines; ///< Rails and stubs.
    std::vector<QPointF> spine; ///< The line between the rails.
    std::size_t sheet = 0;
};

/// A symbol, or the words of a bundle or trunk.
struct FabricBox {
    enum class Kind { Symbol, Label };
    Kind kind = Kind::Symbol;
    std::size_t sheet = 0;
    std::uint32_t group = 0;              ///< Of a symbol: the group that it is, or lies in.
    std::optional<std::uint32_t> vertex;  ///< Of a symbol of one vertex.
    std::uint8_t tier = 0;
    std::uint32_t count = 1;              ///< Vertices that it stands for.
    std::uint32_t lost = 0;               ///< Of these.
    std::uint32_t cut = 0, narrowed = 0;  ///< Of these, that run without any link, or with fewer; where failure is shown.
    std::uint64_t inner = 0;              ///< Links between what it stands for.
    std::uint64_t hosted = 0;             ///< Links to endpoints that are not drawn, of a ring or grid.
    std::optional<double> ports;          ///< Share of its switches' ports in use.
    std::optional<double> load;           ///< Of the links between what it stands for, as of bundles.
    std::optional<std::size_t> bundle, trunk; ///< Of a label.
    bool opens = false;                   ///< There is more inside.

    QRectF body, room;
    std::vector<DiagramText> texts;
    std::vector<std::pair<QString, QString>> facts; ///< For a tool tip: what, and how much.
};

/// A group that has been opened: its ground behind what is inside.
struct FabricFrame {
    std::size_t sheet = 0;
    std::uint32_t group = 0;
    QRectF area;
    QString title, remark;
    std::size_t grid = 0; ///< Lines that its boxes stand in; 1: a row.
};

struct FabricSheet {
    std::shared_ptr<const FabricNetwork> network;
    QString title, remark;
    QRectF frame;
    std::vector<std::pair<QString, QRectF>> rows; ///< Names of tiers, at the left.
    std::vector<std::uint32_t> boxOf;      ///< By group: its box; `none`: it is opened, or lies in a closed one.
    std::map<std::uint32_t, std::uint32_t> memberBoxes; ///< Of a group opened to single vertices: the first one's box.
    std::uint64_t inner = 0, drawn = 0;    ///< Links within symbols, and between them.
};

/// What has become of a network: of a failure, or of its traffic.
struct FabricState {
    std::vector<std::uint32_t> lostVertices; ///< Rising.
    std::vector<std::uint32_t> lostLinks;    ///< Of the plan or topology, rising; those of lost vertices need not be named.
    std::vector<std::uint32_t> cut, narrowed; ///< That run, but without any link, or with fewer than normally; rising.
    std::vector<float> load;                 ///< By strand: share of capacity, or `noLoad`; empty: not known.
    std::vector<float> cellLoad;             ///< `cellLoads` of it; may be empty.
    QString name;                            ///< "Leaf 3 lost"
    QString remark;                          ///< Figures for the head of the sheet; may be empty.
    static constexpr float noLoad = -1;      ///< Nothing can flow there.
};
/// The greatest load of the strands of each cell: groups that are drawn whole then cost no walk over their strands.
std::vector<float> cellLoads(const FabricNetwork& network, const std::vector<float>& loads);

struct FabricDiagramContent {
    std::vector<std::shared_ptr<const FabricNetwork>> networks;
    /// Groups that a person has opened or closed: "fabric:su/compute|u3". The rest opens as far as there is room.
    std::map<std::string, bool> opened;
    std::map<const FabricNetwork*, FabricState> states;
    FabricShow show = FabricShow::Cables;
    QString measure; ///< Of utilisation, for the legend: "all-to-all, spread".
    bool waited = false; ///< The states are still being worked out.
};

struct FabricDiagramOptions {
    std::size_t most = 16; ///< Symbols of a row up to which groups open by themselves.
    QSizeF area{1600, 1000}; ///< That it will be shown in.
};

/// The diagrams of networks: tiers as rows, what belongs together below one another. A value; the painter only draws it.
class FabricDiagram {
public:
    std::vector<FabricSheet> sheets;
    std::vector<FabricBox> boxes;
    std::vector<FabricFrame> frames;
    std::vector<FabricBundle> bundles;
    std::vector<FabricTrunk> trunks;
    QRectF extent;
    QString state; ///< Empty: the normal one.
    FabricShow show = FabricShow::Cables;
    QString measure;
    bool waited = false;

    [[nodiscard]] bool empty() const { return sheets.empty(); }
    /// The box in which a vertex is drawn.
    [[nodiscard]] std::optional<std::size_t> boxOf(std::size_t sheet, std::uint32_t vertex) const;
    /// Boxes in which a thing is drawn: the symbols of a device or rack; of a cable its label, or else both its ends.
    [[nodiscard]] std::vector<std::size_t> boxesOf(const model::Subject& subject) const;
    /// The bundle that carries a cable.
    [[nodiscard]] std::optional<std::size_t> bundleOf(const model::Subject& cable) const;
    /// The bundle between two boxes, whichever is which.
    [[nodiscard]] std::optional<std::size_t> bundleBetween(std::size_t one, std::size_t other) const;
    [[nodiscard]] const FabricNetwork& networkOf(const FabricBox& box) const { return *sheets[box.sheet].network; }
    /// Vertices that a symbol stands for.
    [[nodiscard]] std::vector<std::uint32_t> verticesOf(const FabricBox& box) const;
    /// What a click on it selects: its devices, or the cables of a label; at most `most`.
    [[nodiscard]] std::vector<model::Subject> subjectsOf(std::size_t box, std::size_t most = 256) const;
    /// As keys of `FabricDiagramContent::opened`; empty where there is nothing to open or close.
    [[nodiscard]] std::string openKey(std::size_t box) const;
    [[nodiscard]] std::string closeKey(std::size_t box) const;

    static constexpr std::uint32_t none = FabricNetwork::none;
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> bundleAt; ///< By its boxes.
    std::vector<std::optional<std::size_t>> labelOfBundle, labelOfTrunk;
};

FabricDiagram fabricDiagramOf(const FabricDiagramContent& content, const FabricDiagramOptions& options = {});

/// Keys of all groups around a vertex, from the outside in: what has to be open to see it alone.
std::vector<std::string> keysTo(const FabricNetwork& network, std::uint32_t vertex);

/// True for what the fabric diagram marks: network and cabling.
bool isOfFabrics(const model::Finding& finding);

// Words.
QString bundleText(std::uint64_t links, float slowest, float fastest); ///< "32 × 800G", "32 links"
QString capacityText(double gigabits); ///< "25.6 Tbit/s"
QString tierText(const FabricNetwork& network, std::uint8_t tier, std::uint64_t count); ///< "16 leaf switches"
QString groupText(const FabricNetwork& network, const FabricGroup& group); ///< "Rail 3", "Units 1–16"
/// The words of all symbols and labels; labels have them before they have a place.
void writeWords(FabricDiagram& diagram, std::size_t box);
QString trunkText(const FabricTrunk& trunk);

} // namespace colonnade::render
