#pragma once

#include "model/design/Design.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Tiny parts and designs made in code, with round figures that a reader can add up. What a builder
/// does not set is unknown, as in a poor catalog.
namespace colonnade::test {

struct FrameSpec {
    int units = 48;
    std::optional<double> maxLoadKg = 1400;
    std::optional<double> massKg = 100;
    int widthMm = 600;
    int depthMm = 1200;
};
model::PartRef tinyFrame(const FrameSpec& spec = {});

struct ServerSpec {
    std::string id = "server";
    int units = 8;
    std::optional<double> watts = 10'000; ///< Provisioned and in operation.
    std::optional<double> massKg = 130;
    int supplies = 6;
    std::optional<double> supplyWatts = 3'300;
    std::optional<int> needed = {};
    int accelerators = 8;
    bool busbar = false; ///< 48 V from the rack's busbar in place of cords.
    std::optional<double> liquid = 0; ///< Share of the heat.
    std::optional<double> inletMaxC = {}; ///< Of the coolant.
    std::optional<int> depthMm = 900;
};
model::PartRef tinyServer(const ServerSpec& spec = {});
/// A shelf of `rectifiers` rectifiers.
model::PartRef tinyShelf(double watts = 33'000, int rectifiers = 6);
model::PartRef tinyPdu(double volts = 415, int phases = 3, std::optional<double> amperes = 60);
struct CduSpec {
    std::string id = "cdu";
    double watts = 1'000'000;
    std::optional<double> litresPerMinute = 1'500;
    std::optional<double> approachK = 4;
    std::optional<double> massKg = 1'000;
    std::optional<double> powerWatts = 10'000;
    std::optional<double> headKpa = {};
    int pumps = 0;
    std::optional<int> sparePumps = {};
    std::string redundancy = "N+1"; ///< As its entry says.
};
model::PartRef tinyCdu(const CduSpec& spec = {});
/// A remote power panel, 600 by 600 mm.
model::PartRef tinyPanel();
model::PartRef tinyBlanking();

/// Devices of one rack, stacked from unit 1 up; PDUs hang at the sides.
class TinyRack {
public:
    explicit TinyRack(std::string_view id = "rack", const FrameSpec& frame = {});
    TinyRack& add(const model::PartRef& part, int count = 1,
                  std::vector<model::SupplyShare> supplies = {});
    /// A PDU or shelf on a side.
    TinyRack& add(const model::PartRef& part, model::Side side);
    [[nodiscard]] model::RackDesignRef made() const;
    operator model::RackDesignRef() const { return made(); }

private:
    model::RackDesign m_rack;
    int m_unit = 1;
    int m_zeroU = 0;
    int m_devices = 0;
};

model::Feed tinyFeed(std::string_view id, model::Side side, double volts, double amperes,
                     std::optional<std::string_view> upstream = {});
model::Loop tinyLoop(std::string_view id, double facilityC, std::optional<double> riseK = 10);

/// Things in a row from the west, 600 mm apart, all in one arrangement.
class TinyFloor {
public:
    TinyFloor& rack(std::string_view id, const model::RackDesignRef& design,
                    std::string_view feeds = {}, std::string_view loop = {});
    TinyFloor& unit(std::string_view id, const model::PartRef& part, std::string_view feeds = {},
                    std::string_view loop = {});
    TinyFloor& at(std::string_view id, int xMm, int yMm, model::Turn turn = model::Turn::None);
    model::Arrangement arrangement;

private:
    void place(std::string_view id, std::variant<model::RackDesignRef, model::PartRef> what,
               std::string_view feeds, std::string_view loop);
};

/// One pod design "su" of the arrangement, placed `times` times ("su-1", "su-2", ...) from west to
/// east, in a hall with a floor of 12 kPa and room for all heat to air.
model::Design tinyDesign(const model::Arrangement& arrangement, int times = 1);
/// Everything stands in the hall by itself.
model::Design tinyHall(const model::Arrangement& arrangement);

} // namespace colonnade::test
