#include "ui/workbench/FabricFields.h"

#include "ui/document/Words.h"
#include "ui/style/Style.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QSpinBox>

#include <algorithm>
#include <cmath>
#include <utility>

namespace colonnade::ui {
namespace {

using model::FabricFamily;

constexpr FabricFamily families[] = {FabricFamily::SingleTier, FabricFamily::Clos,      FabricFamily::RailOptimised,
                                     FabricFamily::RailOnly,   FabricFamily::Scheduled, FabricFamily::Dragonfly,
                                     FabricFamily::DragonflyPlus, FabricFamily::HyperX, FabricFamily::SlimFly,
                                     FabricFamily::Torus,      FabricFamily::HammingMesh, FabricFamily::ScaleUp,
                                     FabricFamily::Manual};
constexpr int mostPlanes = 64;
constexpr int largest = 65'536; ///< As the file takes them.

/// What the numbers of `Fabric::size` are; a torus has first those of the whole, then those of a cube.
QStringList sizeLabels(FabricFamily family)
{
    switch (family) {
    case FabricFamily::Dragonfly: return {FabricFields::tr("Switches of a group"), FabricFields::tr("Global ports of a switch")};
    case FabricFamily::DragonflyPlus: return {FabricFields::tr("Leaves of a group"), FabricFields::tr("Spines of a group")};
    case FabricFamily::HyperX: return {FabricFields::tr("Switches along x"), FabricFields::tr("Switches along y"), FabricFields::tr("Switches along z")};
    case FabricFamily::SlimFly: return {FabricFields::tr("q, of 2 q² switches")};
    case FabricFamily::HammingMesh:
        return {FabricFields::tr("Width of a board"), FabricFields::tr("Height of a board"), FabricFields::tr("Boards across"),
                FabricFields::tr("Boards down")};
    case FabricFamily::Torus:
        return {FabricFields::tr("Chips along x"),       FabricFields::tr("Chips along y"),       FabricFields::tr("Chips along z"),
                FabricFields::tr("Of a cube, along x"), FabricFields::tr("Of a cube, along y"), FabricFields::tr("Of a cube, along z")};
    case FabricFamily::ScaleUp: return {FabricFields::tr("Links of an accelerator")};
    default: return {};
    }
}

} // namespace

bool hasTiers(FabricFamily family)
{
    using enum FabricFamily;
    return family == SingleTier || family == Clos || family == RailOptimised || family == RailOnly || family == Scheduled;
}

bool hasSpines(FabricFamily family)
{
    return (hasTiers(family) && family != FabricFamily::SingleTier) || family == FabricFamily::DragonflyPlus || family == FabricFamily::HammingMesh;
}

template <class Box> Box* FabricFields::add(QFormLayout* form, const char* name, const QString& label, const QString& tip)
{
    auto* box = new Box(this);
    box->setObjectName(QLatin1StringView{name});
    box->setToolTip(tip);
    form->addRow(label, box);
    return box;
}

FabricFields::FabricFields(QWidget* parent) : QWidget(parent), m_form(new QFormLayout(this))
{
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setVerticalSpacing(space::between);
    makeFields();
    connect(m_family, &QComboBox::currentIndexChanged, this, [this] {
        // The numbers mean something else.
        for (QSpinBox* box : m_size) {
            const QSignalBlocker quiet{box};
            box->setValue(0);
        }
        showRows();
        emit changed();
    });
    for (QComboBox* box : {m_tiers, m_planesAre})
        connect(box, &QComboBox::currentIndexChanged, this, [this] {
            showRows();
            emit changed();
        });
    for (QComboBox* box : {m_place, m_routing}) // Of neither does the number of switches depend.
        connect(box, &QComboBox::currentIndexChanged, this, &FabricFields::placeChanged);
    for (QDoubleSpinBox* box : {m_oversubscription, m_spineOversubscription})
        connect(box, &QDoubleSpinBox::valueChanged, this, &FabricFields::changed);
    connect(m_planes, &QSpinBox::valueChanged, this, [this] {
        showRows();
        emit changed();
    });
    for (QSpinBox* box : m_size)
        connect(box, &QSpinBox::valueChanged, this, [this] {
            m_sizeTouched = true;
            emit changed();
        });
}

void FabricFields::makeFields()
{
    m_family = add<QComboBox>(m_form, "fabric-family", tr("Recipe"),
                              tr("Single tier: every endpoint on a switch, the switches not joined.\n"
                                 "Clos: leaves below spines, each leaf joined to every spine.\n"
                                 "Rail-optimised: port n of every node on the leaves of rail n.\n"
                                 "Rail-only: the same, and rails meet nowhere.\n"
                                 "Scheduled: leaves below fabric elements over which cells are sprayed.\n"
                                 "The others join their switches, or the accelerators themselves, by a rule of their own."));
    for (const FabricFamily family : families)
        m_family->addItem(words(model::word(family)));
    m_tiers = add<QComboBox>(m_form, "fabric-tiers", tr("Tiers"), tr("Tiers that the switches are counted for"));
    m_tiers->addItems({tr("as few as are enough"), tr("two: leaves and spines"), tr("three: cores above the spines")});
    m_oversubscription = add<QDoubleSpinBox>(m_form, "fabric-dialog-oversubscription", tr("Oversubscription"), tr("Capacity of a leaf down over up"));
    m_spineOversubscription = add<QDoubleSpinBox>(m_form, "fabric-dialog-spine-oversubscription", tr("Of the spines"),
                                                  tr("Capacity of a spine down over up, below cores"));
    for (QDoubleSpinBox* box : {m_oversubscription, m_spineOversubscription}) {
        box->setRange(0.1, 64);
        box->setSingleStep(0.5);
        box->setSuffix(tr(" : 1"));
    }
    m_planes = add<QSpinBox>(m_form, "fabric-planes", tr("Planes"), tr("Parts of the network that share no switch; independent of rails"));
    m_planes->setRange(1, mostPlanes);
    m_planesAre = add<QComboBox>(m_form, "fabric-planes-are", tr("A plane is"),
                                 tr("Ports of a NIC: every NIC has a port in each plane.\n"
                                    "Whole NICs: each NIC belongs to one plane.\n"
                                    "Dual ToR: leaves and spines are apart; cores join the planes again."));
    m_planesAre->addItems({tr("ports of a NIC"), tr("whole NICs"), tr("dual ToR")});
    for (std::size_t i = 0; i < mostNumbers; ++i) {
        m_size[i] = add<QSpinBox>(m_form, "", tr("Size"), tr("By what the recipe counts; left open, it is what fits the switches"));
        m_size[i]->setObjectName(QStringLiteral("fabric-size-%1").arg(i));
        m_size[i]->setRange(0, largest);
        m_size[i]->setSpecialValueText(tr("what fits"));
    }
    m_place = add<QComboBox>(m_form, "fabric-dialog-place", tr("Switches stand"), tr("Where switches are set out: the racks that are filled first"));
    m_place->addItems({tr("in network racks"), tr("at the end of rows"), tr("in the middle of rows"), tr("at the top of racks")});
    m_routing = add<QComboBox>(m_form, "fabric-dialog-routing", tr("Routing"),
                               tr("How switches choose among equal paths; estimates count on the bandwidth that collisions leave.\n"
                                  "As usual: adaptive for InfiniBand; not known for Ethernet, 0.9 of the bandwidth.\n"
                                  "Static: a hash places each flow, 0.775 of the bandwidth.\n"
                                  "Adaptive: by load or packet by packet, all of it."));
    m_routing->addItems({tr("as usual for the switch"), tr("static"), tr("adaptive")});
}

model::FabricFamily FabricFields::family() const
{
    return families[std::max(0, m_family->currentIndex())];
}

int FabricFields::tiers() const
{
    return m_tiers->currentIndex() <= 0 ? 0 : m_tiers->currentIndex() + 1;
}

void FabricFields::show(const model::Fabric& fabric)
{
    const QSignalBlocker quiet{this};
    m_family->setCurrentIndex(static_cast<int>(std::find(std::begin(families), std::end(families), fabric.family) - std::begin(families)));
    m_oversubscription->setValue(fabric.oversubscription);
    m_spineOversubscription->setValue(fabric.spineOversubscription);
    m_planes->setValue(fabric.planes);
    m_planesAre->setCurrentIndex(static_cast<int>(fabric.planesAre));
    m_place->setCurrentIndex(static_cast<int>(fabric.place));
    m_routing->setCurrentIndex(fabric.routing ? 1 + static_cast<int>(*fabric.routing) : 0);
    m_hasCores = std::any_of(fabric.switches.begin(), fabric.switches.end(), [](const model::FabricSwitch& one) { return one.tier > 2; });
    m_tiers->setCurrentIndex(m_hasCores ? 2 : 0);
    showSize(fabric);
    showRows();
}

void FabricFields::showSize(const model::Fabric& fabric)
{
    std::vector<int> numbers = fabric.size;
    if (fabric.family == FabricFamily::Torus && numbers.size() >= 4 && numbers.size() % 2 == 0 && numbers.size() <= mostNumbers)
        numbers.insert(numbers.begin() + static_cast<std::ptrdiff_t>(numbers.size() / 2), mostNumbers / 2 - numbers.size() / 2, 0);
    numbers.resize(mostNumbers);
    for (std::size_t i = 0; i < mostNumbers; ++i)
        m_size[i]->setValue(numbers[i]);
    m_sizeTouched = false;
}

std::vector<int> FabricFields::size() const
{
    const auto shown = static_cast<std::size_t>(sizeLabels(family()).size());
    const auto run = [&](std::size_t first, std::size_t last) {
        std::vector<int> numbers;
        for (std::size_t i = first; i < last && m_size[i]->value() > 0; ++i)
            numbers.push_back(m_size[i]->value());
        return numbers;
    };
    if (family() != FabricFamily::Torus)
        return run(0, shown);
    std::vector<int> whole = run(0, mostNumbers / 2);
    const std::vector<int> cube = run(mostNumbers / 2, mostNumbers);
    whole.insert(whole.end(), cube.begin(), cube.end());
    return whole;
}

void FabricFields::write(model::Fabric& fabric) const
{
    const FabricFamily before = fabric.family;
    fabric.family = family();
    // What the fields show rounded stays as it is.
    for (const auto& [box, ratio] : {std::pair{m_oversubscription, &fabric.oversubscription}, std::pair{m_spineOversubscription, &fabric.spineOversubscription}}) {
        if (std::abs(box->value() - *ratio) > 0.0051)
            *ratio = box->value();
    }
    fabric.planes = m_planes->value();
    fabric.planesAre = static_cast<model::PlaneMeaning>(m_planesAre->currentIndex());
    fabric.place = static_cast<model::SwitchSite>(m_place->currentIndex());
    fabric.routing.reset();
    if (m_routing->currentIndex() > 0)
        fabric.routing = static_cast<model::FabricRouting>(m_routing->currentIndex() - 1);
    if (m_sizeTouched || fabric.family != before)
        fabric.size = size();
}

void FabricFields::showRows()
{
    const FabricFamily chosen = family();
    const bool tiered = hasTiers(chosen), above = tiered && chosen != FabricFamily::SingleTier;
    const bool planes = tiered || chosen == FabricFamily::HammingMesh;
    m_form->setRowVisible(m_tiers, above);
    m_form->setRowVisible(m_oversubscription, above);
    m_form->setRowVisible(m_routing, hasSpines(chosen) || chosen == FabricFamily::Manual);
    m_form->setRowVisible(m_spineOversubscription, above && (tiers() == 3 || m_hasCores));
    m_form->setRowVisible(m_planes, planes);
    m_form->setRowVisible(m_planesAre, tiered && m_planes->value() > 1);
    const QStringList labels = sizeLabels(chosen);
    for (std::size_t i = 0; i < mostNumbers; ++i) {
        const bool used = static_cast<qsizetype>(i) < labels.size();
        m_form->setRowVisible(m_size[i], used);
        if (auto* label = qobject_cast<QLabel*>(m_form->labelForField(m_size[i])); label && used)
            label->setText(labels[static_cast<qsizetype>(i)]);
    }
}

} // namespace colonnade::ui
