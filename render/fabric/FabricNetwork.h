#pragma once

#include "model/design/Subject.h"
#include "model/fabric/FabricFacts.h"
#include "model/fabric/topology/Topology.h"

#include <QString>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace colonnade::render {

/// Who stands in a network, one entry each in every column: the switches first, then the endpoints.
struct FabricVertices {
    std::vector<std::uint8_t> tier;        ///< 0 endpoint; from 1 next to the endpoints, upward.
    std::vector<std::uint16_t> rail, plane; ///< From 1; 0 none.
    std::vector<std::uint32_t> unit;       ///< As the recipe names it: scalable unit, pod, group; `none`: it does not.
    std::vector<std::uint32_t> place;      ///< Placement that it stands on; `none`: nowhere yet.
    std::vector<std::uint16_t> part;       ///< In `FabricNetwork::parts`.
    std::vector<std::uint16_t> ports, used; ///< Of a switch; 0 ports: not known.
    [[nodiscard]] std::size_t size() const { return tier.size(); }
};

/// Links that are drawn alike, `count` of them between the same two; one entry each in every column.
struct FabricStrands {
    std::vector<std::uint32_t> a, b; ///< Vertices; `a` is the end nearer to the endpoints.
    std::vector<std::uint32_t> count;
    std::vector<float> speed;          ///< Gbit/s of one link, one direction; 0: not known.
    std::vector<std::uint16_t> medium; ///< In `FabricNetwork::media`; `noMedium`: none chosen.
    std::vector<std::uint32_t> link;   ///< In the plan; of a topology: its bundle.
    [[nodiscard]] std::size_t size() const { return a.size(); }
};

/// Vertices that one symbol can stand for: those from `first` on in `FabricNetwork::order`. A tree for each tier.
struct FabricGroup {
    enum class Kind : std::uint8_t {
        Tier,  ///< All of one tier; never a symbol.
        Pod,   ///< What is joined below the topmost switches.
        Unit,  ///< What is joined by leaves.
        Plane,
        Rail,
        Place, ///< A rack.
        One    ///< A single vertex.
    };
    Kind kind = Kind::Tier;
    bool range = false; ///< Of several of that kind, from `key` to `lastKey`.
    std::uint8_t tier = 0;
    std::uint32_t key = 0, lastKey = 0;
    std::uint32_t first = 0, last = 0;
    std::uint32_t parent = 0; ///< Of a tier: itself.
    std::vector<std::uint32_t> children{}; ///< Empty: it opens into its single vertices.
    std::uint64_t ports = 0, used = 0; ///< Of its switches whose ports are known.
    std::optional<std::uint16_t> part{}; ///< Of all of them; nothing where they differ.
    std::string id{}; ///< Stays the same while the network is wired alike. Of pods and units the same in all tiers.
    [[nodiscard]] std::uint32_t size() const { return last - first; }
    [[nodiscard]] bool shared() const { return kind == Kind::Pod || kind == Kind::Unit; }
};

/// What links come to together.
struct FabricSum {
    std::uint64_t links = 0;
    double capacity = 0; ///< Gbit/s, one direction, of those whose speed is known.
    float slowest = 0, fastest = 0; ///< Gbit/s of one link; 0: not known.
    std::uint16_t medium = 0xffff; ///< The only one of all; else `FabricNetwork::noMedium`.
    bool mixed = false; ///< Several media.
    void add(const FabricStrands& strands, std::uint32_t strand);
    void add(const FabricSum& other);
};

/// Strands between two groups that have no group within.
struct FabricCell : FabricSum {
    std::uint32_t a = 0, b = 0; ///< Groups; `a` is the end nearer to the endpoints.
    std::uint32_t first = 0, last = 0; ///< In `FabricNetwork::strandOrder`.
};

/// One network made ready to be drawn at any depth: gathered once, in time that grows with its links; a diagram of it then
/// costs what it shows.
struct FabricNetwork {
    static constexpr std::uint32_t none = 0xffff'ffff;
    static constexpr std::uint16_t noMedium = 0xffff;

    model::Subject subject; ///< "fabric:su/compute".
    QString title, remark;
    model::FabricRole role = model::FabricRole::ScaleOut;
    int placements = 1;          ///< How often its pod design stands in the hall.
    std::string podDesign;       ///< Empty: of the hall.
    std::vector<std::string> pods; ///< Ids of its placed pods.
    QString problem;             ///< Why the recipe is impossible; a whole sentence. Empty: it is not.
    std::shared_ptr<const model::FabricPlan> plan; ///< Null: of a topology.
    const model::Arrangement* arrangement = nullptr; ///< Kept alive by `holder`.
    std::shared_ptr<const void> holder;
    std::string unitWord = "Unit"; ///< "Unit", "Group".

    std::uint32_t switches = 0; ///< The first so many vertices.
    FabricVertices vertices;
    FabricStrands strands;
    std::vector<QString> parts, media;
    std::vector<QString> places; ///< Labels, by placement; then those of joined pods.
    std::vector<std::uint32_t> firstPlace; ///< Of each joined pod of the plan, in `places`.
    bool lateral = false; ///< Its switches are joined to others of their tier: no tree, but a ring or a grid.

    std::vector<std::uint32_t> order;    ///< Vertices as groups take them.
    std::vector<std::uint32_t> position; ///< In `order`, by vertex.
    std::vector<FabricGroup> groups;     ///< Parents before their children.
    std::map<std::string, std::vector<std::uint32_t>> shared; ///< Groups of pods and units, by id.
    std::vector<std::uint32_t> tiers;    ///< Groups of whole tiers, from tier 0; `none` where a tier is empty.
    std::vector<std::uint32_t> groupOf;  ///< The smallest group of a vertex.
    std::vector<std::uint32_t> byPlace;  ///< Vertices by the placement that they stand on.
    std::vector<std::uint32_t> planNodes; ///< By vertex: its node in the plan; others where a filter has left some out.
    std::vector<std::uint32_t> attached; ///< With `lateral`: the first switch of an endpoint; else empty.
    std::vector<FabricCell> cells;
    std::vector<std::uint32_t> strandOrder;
    std::uint64_t links = 0;

    /// "n01/leaf-1", or the number that it has in the topology.
    [[nodiscard]] std::string path(std::uint32_t vertex) const;
    [[nodiscard]] QString name(std::uint32_t vertex) const;
    /// The same without the rack: "Leaf 1".
    [[nodiscard]] QString briefName(std::uint32_t vertex) const;
    /// What a click on it selects.
    [[nodiscard]] model::Subject subjectOf(std::uint32_t vertex) const;
    /// Vertices that a thing of the design is, or that stand in it: "su-1/n01" of a rack. Empty where it is none of these.
    [[nodiscard]] std::vector<std::uint32_t> verticesOf(const model::Subject& thing) const;
    /// Its index in the plan's cables; nothing where it is none of this fabric.
    [[nodiscard]] std::optional<std::size_t> cableOf(const model::Subject& thing) const;
};

/// What of a network is drawn. All of it by default.
struct FabricFilter {
    std::optional<std::uint16_t> rail, plane, medium;
    /// Only what findings are about, and what is joined to it: vertices, and links of the plan. Absent: all.
    struct Only {
        std::set<std::uint32_t> vertices, links;
    };
    std::optional<Only> only;
    [[nodiscard]] bool isAll() const { return !rail && !plane && !medium && !only; }
};

/// The network of a planned fabric. `holder` keeps its arrangement alive.
FabricNetwork fabricNetwork(const model::FabricFacts& facts, const model::Arrangement& arrangement, std::shared_ptr<const void> holder);
/// The network of a topology that stands nowhere yet.
FabricNetwork fabricNetwork(const model::Topology& topology, const QString& title);
/// What a filter leaves of it: the links that pass, and what they join; grouped anew.
FabricNetwork filtered(const FabricNetwork& whole, const FabricFilter& filter);
/// All networks of a design, those of its pod designs first; empty ones left out.
std::vector<std::shared_ptr<const FabricNetwork>> fabricNetworks(const std::shared_ptr<const model::Design>& design);

/// Groups and cells, from vertices and strands.
void group(FabricNetwork& network);

/// Groups of more switches are divided, and of twice as many endpoints.
inline constexpr std::uint32_t mostTogether = 16;

} // namespace colonnade::render
