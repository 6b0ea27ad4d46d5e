#pragma once

#include "model/catalog/Figure.h"
#include "model/units/Quantity.h"
#include "model/units/RackUnit.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace colonnade::model {

enum class PartKind : std::uint8_t {
    Accelerator,
    Server,        ///< Stands in a rack by itself: compute, head node.
    Tray,          ///< Fits only in its rack-scale system: compute or scale-up switch tray.
    RackScale,     ///< One placeable rack that opens to its trays.
    Pod,           ///< A vendor's fixed multi-rack system.
    Storage,
    Switch,
    Nic,
    PowerShelf,    ///< Rectifier, DC/DC, battery or capacitor shelf, or side-car cabinet.
    RackPdu,
    FloorPower,    ///< Busway, tap-off, remote power panel, busbar.
    Cdu,           ///< Coolant distribution unit, rear door, liquid-to-air unit.
    RackFrame,
    Cable,         ///< Copper, active optical, fibre.
    Transceiver,
    Blanking,      ///< Covers open units.
    Manifold,
    PatchPanel
};
inline constexpr int partKindCount = 18;

enum class Availability : std::uint8_t { Shipping, Announced, Roadmap, Hypothetical, EndOfSale, Withdrawn };

/// What a part is for in the drawing: colour bar, chart series, 3D band (UX.md, "Device kinds").
enum class DeviceRole : std::uint8_t { Compute, ScaleUpSwitch, ScaleOutSwitch, Management, Power, Cooling, StorageRole, Host, Passive };
inline constexpr int deviceRoleCount = 9;

/// How a part is held.
enum class Mounting : std::uint8_t {
    Unknown,
    Rack19,      ///< EIA-310, 19 inch, 44.45 mm units.
    OpenRack21,  ///< Open Rack V3, 21 inch, 48 mm units.
    MgxTray,     ///< A tray of an MGX rack: 19 inch units, rear busbar and manifolds.
    ZeroU,       ///< Hangs vertically at the rear of a rack.
    Floor,       ///< Stands on the floor beside racks.
    RearDoor,
    Card,        ///< Inside a server.
    None         ///< Cables, optics.
};

enum class Airflow : std::uint8_t { Unknown, FrontToRear, RearToFront, SideToRear, Passive, LiquidOnly };

/// Outside measures. What is not known is absent.
struct Body {
    Mounting mounting = Mounting::Unknown;
    std::optional<RackUnits> height; ///< For what takes rack units (in units of `openUnits ? 48 : 44.45` mm).
    bool openUnits = false;          ///< `height` counts OU of 48 mm.
    bool halfWidth = false;          ///< Two fit side by side.
    std::optional<Millimetres> heightMm, widthMm, depthMm;
    std::optional<Kilograms> mass;
    bool operator==(const Body&) const = default;
};

/// How electrical power comes in.
struct PowerInput {
    enum class Kind : std::uint8_t {
        AcCord,    ///< `count` supplies with a cord each.
        Busbar48,  ///< 48 to 54 V DC busbar of the rack.
        Dc800,     ///< 800 V DC.
        Dc48       ///< 48 V DC terminals.
    };
    Kind kind = Kind::AcCord;
    int count = 0;                       ///< Supplies (AC) or connections; 0 unknown.
    std::optional<Watts> each;           ///< Output rating of one supply.
    std::optional<int> needed;           ///< Supplies that must run at full load ("4+2": 4).
    std::string inlet;                   ///< "C20", "C14", "3-phase"; empty if unknown.
    std::optional<Volts> voltsMin, voltsMax; ///< Nameplate range across one supply.
    int phases = 1;
    bool operator==(const PowerInput&) const = default;
};

/// Several figures, since each rule asks for another. All are input powers of the whole part.
struct PowerFigures {
    std::optional<Watts> tdp;         ///< Thermal design power as the vendor states it.
    std::optional<Watts> typical;     ///< Sustained under load.
    std::optional<Watts> provisioned; ///< What planning should reserve, where the vendor states it.
    std::optional<Watts> maximum;     ///< Nameplate or stated maximum.
    std::optional<Watts> peak;        ///< Short electrical peak above the maximum.

    /// The figure for sizing feeds: provisioned, else maximum, else TDP, else typical.
    [[nodiscard]] std::optional<Watts> forProvisioning() const;
    /// The figure for energy in operation: typical, else TDP, else provisioning.
    [[nodiscard]] std::optional<Watts> forOperation() const;
    /// The greatest known: peak, else maximum, else provisioning.
    [[nodiscard]] std::optional<Watts> forPeak() const;
    bool operator==(const PowerFigures&) const = default;
};

struct FlowPoint {
    Celsius inlet;
    LitresPerMinute flow;
    std::optional<Kilopascals> pressureDrop;
    bool operator==(const FlowPoint&) const = default;
};

/// Heat and its carriers.
struct CoolingFigures {
    std::optional<double> liquidFraction;  ///< Share of the heat that leaves by liquid, 0 to 1. Air-cooled: 0.
    std::optional<Celsius> airInletMin, airInletMax;
    std::optional<Celsius> liquidInletMin, liquidInletMax;
    std::optional<LitresPerMinute> flow;   ///< At the design point.
    std::vector<FlowPoint> flowByInlet;    ///< Rising inlet temperature; may be empty.
    std::optional<LitresPerMinute> flowMin, flowMax; ///< Least and greatest that it takes.
    std::optional<Kilopascals> flowDrop;      ///< Pressure drop at `flow`.
    std::optional<Kilopascals> pressureMax;   ///< Of its coolant, above ambient.
    std::optional<double> filterUm;           ///< Finest grain that it takes.
    Airflow airflow = Airflow::Unknown;
    std::string coolant;                   ///< As the vendor names it; may be empty.
    bool operator==(const CoolingFigures&) const = default;
};

enum class PortRole : std::uint8_t { Compute, Storage, Frontend, Management, Bmc, ScaleUp, Any };
enum class CageForm : std::uint8_t { OsfpTwin, OsfpRhs, Osfp, QsfpDd, Qsfp112, Qsfp56, Qsfp28, Sfp56, Sfp28, Rj45, Mpo, Other };

/// A row of equal cages. A twin-port OSFP cage carries two logical ports.
struct Cages {
    PortRole role = PortRole::Any;
    CageForm form = CageForm::Other;
    int count = 0;                 ///< Physical cages.
    int portsPerCage = 1;          ///< Logical ports in one.
    GigabitsPerSecond portSpeed;   ///< Of one logical port.
    std::string via;               ///< The NIC behind it, if stated.
    [[nodiscard]] int ports() const { return count * portsPerCage; }
    bool operator==(const Cages&) const = default;
};

/// A part contained in a rack-scale system, from the lowest unit up.
struct ContentItem {
    TypeId type;
    int count = 0;
    bool operator==(const ContentItem&) const = default;
};

/// Where the contents of a rack-scale system stand: `count` of `type`, the lowest at `unit`, one above the other.
struct ContentRun {
    TypeId type;
    int count = 0;
    RackUnit unit;
    bool operator==(const ContentRun&) const = default;
};

/// Compute side of a part that holds accelerators, or of the accelerator itself (`count` 1).
struct AcceleratorFigures {
    std::optional<TypeId> type;       ///< The accelerator's own entry.
    int count = 0;
    int scaleUpDomain = 0;            ///< Accelerators that one scale-up network joins; 0 unknown.
    bool operator==(const AcceleratorFigures&) const = default;
};

struct PowerShelfFigures {
    Watts output;                 ///< Rated output of the shelf.
    int rectifiers = 0;           ///< 0 unknown.
    std::optional<Watts> rectifier;
    bool operator==(const PowerShelfFigures&) const = default;
};

struct OutletGroup {
    std::string type; ///< "C13", "C19", "Cx", ...
    int count = 0;
    bool operator==(const OutletGroup&) const = default;
};

struct RackPduFigures {
    Volts lineVoltage;             ///< Line to line for three phases.
    int phases = 1;
    std::optional<Amperes> rating; ///< Of the input plug or breaker, before any continuous factor.
    std::optional<Watts> usable;   ///< As the maker states it.
    std::vector<OutletGroup> outlets;
    bool operator==(const RackPduFigures&) const = default;
};

/// Flow and head that a CDU gives to its loop.
struct PumpPoint {
    LitresPerMinute flow;
    Kilopascals head;
    int running = 0;                       ///< Pumps that give it together; 0: those that run normally.
    bool operator==(const PumpPoint&) const = default;
};
/// Approach of a CDU at a share of its capacity.
struct ApproachPoint {
    double share = 1;
    Kelvins approach;
    bool operator==(const ApproachPoint&) const = default;
};

struct CduFigures {
    enum class Type : std::uint8_t { LiquidToLiquid, LiquidToAir, RearDoor };
    enum class Place : std::uint8_t { InRow, InRack, SideCar, Perimeter, RearDoorPlace };
    Type type = Type::LiquidToLiquid;
    Place place = Place::InRow;
    Watts capacity;                        ///< At `approach` where that is given.
    std::optional<Kelvins> approach;
    std::optional<LitresPerMinute> flow;   ///< Secondary flow at rated head.
    std::string pumpRedundancy;            ///< "N+1", ...; empty if unknown.
    std::optional<Kilopascals> head;       ///< That it gives to the loop at `flow`.
    std::optional<LitresPerMinute> flowThreePumps; ///< With three pumps ...
    std::optional<Kilopascals> headThreePumps;     ///< ... and its head.
    std::vector<PumpPoint> pumpCurve = {}; ///< Rising flow; empty: the points above alone.
    int pumps = 0;                         ///< 0 unknown.
    std::optional<int> sparePumps;         ///< That stand by; absent: as `pumpRedundancy` says.
    std::optional<LitresPerMinute> flowMin, flowMax; ///< Secondary.
    std::vector<ApproachPoint> approachByLoad = {};  ///< Rising share.
    std::optional<Celsius> supplyMin, supplyMax;     ///< Secondary supply that it can be set to.
    std::optional<LitresPerMinute> primaryFlow;      ///< Facility water at rating.
    std::optional<double> filterUm;        ///< The finest of its secondary filters.
    bool operator==(const CduFigures&) const = default;
};

struct RackFrameFigures {
    RackUnits units;                  ///< Usable units of 44.45 mm; for Open Rack frames the RU equivalent.
    std::optional<int> openUnits;     ///< OU of 48 mm.
    std::optional<Kilograms> maxLoad; ///< Static.
    std::optional<Kilograms> emptyMass;
    Mounting holds = Mounting::Rack19;
    bool operator==(const RackFrameFigures&) const = default;
};

struct CableFigures {
    enum class Medium : std::uint8_t { Dac, Acc, Aec, Aoc, TwistedPair, MultimodeFibre, SinglemodeFibre, Backplane };
    Medium medium = Medium::Dac;
    GigabitsPerSecond speed;          ///< Of the whole assembly at the wide end; 0 for plain fibre and twisted pair.
    std::optional<GigabitsPerSecond> lane;
    int ends = 1;                     ///< Far ends: 1 straight, 2 for a 1:2 breakout, ...
    std::vector<CageForm> near, far;  ///< Cages that accept each end; empty = any of a fibre connector.
    std::optional<Metres> reachMin, reachMax;
    std::vector<Metres> stockLengths; ///< Rising; empty = cut to length.
    std::optional<double> diameterMm, bendRadiusMm;
    std::optional<KilogramsPerMetre> mass = {};
    bool operator==(const CableFigures&) const = default;
};

struct TransceiverFigures {
    CageForm cage = CageForm::Other;
    GigabitsPerSecond speed;          ///< All ports of the module.
    std::optional<GigabitsPerSecond> lane;
    std::string pmd;                  ///< "2xDR4", "SR4", ...
    std::string connector;            ///< "2x MPO-12/APC", "LC", ...
    CableFigures::Medium fibre = CableFigures::Medium::SinglemodeFibre;
    std::optional<Metres> reachMax;
    std::optional<Watts> power;       ///< Maximum.
    bool operator==(const TransceiverFigures&) const = default;
};

struct SwitchFigures {
    std::string fabric;               ///< "InfiniBand NDR", "Ethernet", ...
    std::optional<double> throughputTbps;
    std::optional<double> latencyNs;
    bool operator==(const SwitchFigures&) const = default;
};

/// One entry of the catalog. All figures with their origin are in `figures`; the typed members repeat, for code,
/// those that rules, drawings and estimates read. Immutable once loaded; shared by every device of this type.
struct PartType {
    TypeId id;
    std::string vendor{};
    std::string model{};
    PartKind kind = PartKind::Server;
    DeviceRole role = DeviceRole::Passive;
    Availability availability = Availability::Shipping;
    std::string since{};               ///< "2022-Q4", "2026-H2 ramp"; may be empty.
    Confidence confidence = Confidence::Medium;
    std::vector<SourceId> sources{};   ///< Empty: the entry says that it has none.
    std::vector<std::string> notes{};
    std::vector<Figure> figures{};     ///< In the order of `figureKinds`.

    Body body{};
    PowerFigures power{};
    std::vector<PowerInput> inputs{};
    CoolingFigures cooling{};
    std::vector<Cages> cages{};
    std::optional<AcceleratorFigures> accelerator{};
    std::vector<ContentItem> contents{};   ///< Rack-scale systems.
    std::vector<ContentRun> layout{};      ///< Rack-scale systems whose order from the bottom is known.
    std::optional<TypeId> frame{};         ///< Rack-scale systems: the frame they come in.
    std::vector<TypeId> fitsOnlyIn{};      ///< Trays.
    std::optional<Dollars> price{};        ///< Planning estimate.
    std::optional<PowerShelfFigures> shelf{};
    std::optional<RackPduFigures> pdu{};
    std::optional<CduFigures> cdu{};
    std::optional<RackFrameFigures> rack{};
    std::optional<CableFigures> cable{};
    std::optional<TransceiverFigures> transceiver{};
    std::optional<SwitchFigures> switching{};

    /// Null where the entry does not give this figure.
    [[nodiscard]] const Figure* figure(std::string_view key) const;
    [[nodiscard]] std::optional<double> number(std::string_view key) const;
    bool operator==(const PartType&) const = default;
};

using PartRef = std::shared_ptr<const PartType>; ///< Never null where it stands in a design.

/// Words of the files and of the screen: "rack-scale", "shipping", "compute", "OSFP twin-port".
std::string_view word(PartKind);
std::string_view word(Availability);
std::string_view word(DeviceRole);
std::string_view word(Mounting);
std::string_view word(Airflow);
std::string_view word(PortRole);
std::string_view word(CageForm);
std::string_view word(Confidence);
std::string_view word(Basis);
std::string_view word(PowerInput::Kind);
std::string_view word(CduFigures::Type);
std::string_view word(CduFigures::Place);
std::string_view word(CableFigures::Medium);
/// The value of a word, nothing where it is none. `E` is one of the enumerations above.
template <class E> std::optional<E> fromWord(std::string_view word);
/// All words of an enumeration, in its order.
template <class E> std::span<const std::string_view> words();

} // namespace colonnade::model
