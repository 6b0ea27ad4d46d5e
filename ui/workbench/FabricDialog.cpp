#include "ui/workbench/FabricDialog.h"

#include "ui/document/Words.h"
#include "ui/style/Style.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>

namespace colonnade::ui {

namespace {

using model::Design;
using model::FabricFamily;
using model::FabricRole;
using model::Result;

constexpr FabricRole roles[] = {FabricRole::ScaleOut, FabricRole::Storage, FabricRole::Frontend, FabricRole::Management,
                                FabricRole::OutOfBand};
constexpr FabricFamily families[] = {FabricFamily::SingleTier, FabricFamily::Clos,      FabricFamily::RailOptimised,
                                     FabricFamily::RailOnly,   FabricFamily::Scheduled, FabricFamily::Dragonfly,
                                     FabricFamily::DragonflyPlus, FabricFamily::HyperX, FabricFamily::SlimFly,
                                     FabricFamily::Torus,      FabricFamily::HammingMesh, FabricFamily::ScaleUp,
                                     FabricFamily::Manual};

bool hasTiers(FabricFamily family)
{
    using enum FabricFamily;
    return family == SingleTier || family == Clos || family == RailOptimised || family == RailOnly || family == Scheduled;
}

model::Fabric begun(const Design& design, const model::Holder& holder, const std::optional<model::FabricId>& fabric)
{
    const auto pod = holder ? design.podDesign(*holder) : nullptr;
    const auto& arrangement = pod ? pod->arrangement() : design.hall()->arrangement;
    if (const auto* standing = fabric ? arrangement.fabric(*fabric) : nullptr)
        return *standing;
    // The first network that is not there yet and has something to join.
    for (const FabricRole role : roles) {
        const bool there = std::any_of(arrangement.fabrics.begin(), arrangement.fabrics.end(),
                                       [role](const model::Fabric& other) { return other.role == role; });
        if (!there && model::endpointsOf(arrangement, role).ports > 0)
            return model::proposedFabric(arrangement, role);
    }
    return model::proposedFabric(arrangement, roles[0]);
}

model::RouteRules routeRules(const Design& design, const model::Fabric& fabric)
{
    model::RouteRules rules;
    rules.trayHeight = model::Metres{static_cast<double>(design.hall()->trayHeight.value()) / 1000};
    rules.slack = fabric.slack;
    return rules;
}

} // namespace

FabricDialog::FabricDialog(DesignSession& session, const model::Holder& holder,
                           const std::optional<model::FabricId>& fabric, QWidget* parent) :
    QDialog(parent),
    m_session(session),
    m_holder(holder),
    m_fabric(begun(*session.design(), holder, fabric)),
    m_new(!fabric),
    m_retake(m_new)
{
    setObjectName(QStringLiteral("fabric-dialog"));
    setWindowTitle(m_new ? tr("New fabric") : tr("Fabric %1").arg(words(m_fabric.name)));
    auto* form = new QFormLayout(this);
    form->setContentsMargins(space::groups, space::groups, space::groups, space::groups);
    form->setVerticalSpacing(space::between);
    m_role = new QComboBox(this);
    m_role->setObjectName(QStringLiteral("fabric-role"));
    for (const FabricRole role : roles)
        m_role->addItem(words(model::word(role)));
    m_role->setEnabled(m_new);
    form->addRow(tr("Role"), m_role);
    m_name = new QLineEdit(this);
    m_name->setObjectName(QStringLiteral("fabric-dialog-name"));
    m_name->setMinimumWidth(280);
    form->addRow(tr("Name"), m_name);
    m_family = new QComboBox(this);
    m_family->setObjectName(QStringLiteral("fabric-family"));
    for (const FabricFamily family : families)
        m_family->addItem(words(model::word(family)));
    m_family->setToolTip(tr("Single tier: every endpoint on a switch, the switches not joined.\n"
                            "Clos: leaves below spines, each leaf joined to every spine.\n"
                            "Rail-optimised: port n of every node on the leaves of rail n.\n"
                            "Rail-only: the same, and rails meet nowhere.\n"
                            "Scheduled: leaves below fabric elements over which cells are sprayed.\n"
                            "The others join their switches, or the accelerators themselves, by a rule of their own."));
    form->addRow(tr("Recipe"), m_family);
    m_oversubscription = new QDoubleSpinBox(this);
    m_oversubscription->setObjectName(QStringLiteral("fabric-dialog-oversubscription"));
    m_oversubscription->setRange(0.1, 64);
    m_oversubscription->setSingleStep(0.5);
    m_oversubscription->setSuffix(tr(" : 1"));
    m_oversubscription->setToolTip(tr("Capacity of a leaf down over up"));
    form->addRow(tr("Oversubscription"), m_oversubscription);
    m_model = new QComboBox(this);
    m_model->setObjectName(QStringLiteral("fabric-model"));
    form->addRow(tr("Switches"), m_model);
    m_leaves = new QSpinBox(this);
    m_leaves->setObjectName(QStringLiteral("fabric-leaves"));
    form->addRow(tr("Leaves"), m_leaves);
    m_spines = new QSpinBox(this);
    m_spines->setObjectName(QStringLiteral("fabric-spines"));
    form->addRow(tr("Spines"), m_spines);
    for (QSpinBox* box : {m_leaves, m_spines})
        box->setRange(0, 4096);
    m_outcome = new QLabel(this);
    m_outcome->setObjectName(QStringLiteral("fabric-outcome"));
    m_outcome->setTextFormat(Qt::PlainText);
    m_outcome->setWordWrap(true);
    m_outcome->setMinimumSize(360, 5 * space::row - 24);
    m_outcome->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    form->addRow(m_outcome);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_make = buttons->addButton(m_new ? tr("Make fabric") : tr("Change fabric"), QDialogButtonBox::AcceptRole);
    m_make->setDefault(true);
    form->addRow(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    take(m_fabric);
    connect(m_role, &QComboBox::currentIndexChanged, this, &FabricDialog::propose);
    connect(m_name, &QLineEdit::textEdited, this, [this](const QString& name) { m_fabric.name = utf8(name.trimmed()); });
    connect(m_family, &QComboBox::currentIndexChanged, this, &FabricDialog::countSwitches);
    connect(m_model, &QComboBox::currentIndexChanged, this, &FabricDialog::countSwitches);
    connect(m_oversubscription, &QDoubleSpinBox::valueChanged, this, &FabricDialog::countSwitches);
    for (QSpinBox* box : {m_leaves, m_spines})
        connect(box, &QSpinBox::valueChanged, this, [this] {
            m_retake = true;
            tryOut();
        });
    tryOut();
}

const model::Arrangement* FabricDialog::arrangement() const
{
    const Design& design = *m_session.design();
    if (!m_holder)
        return &design.hall()->arrangement;
    const auto found = design.podDesigns().find(*m_holder);
    return found == design.podDesigns().end() ? nullptr : &found->second->arrangement();
}

void FabricDialog::take(const model::Fabric& fabric)
{
    m_filling = true;
    m_fabric = fabric;
    m_spare.clear();
    if (const auto* here = arrangement())
        m_spare = model::spareSwitches(*here, fabric.role, fabric.id);
    m_role->setCurrentIndex(static_cast<int>(std::find(std::begin(roles), std::end(roles), fabric.role) - std::begin(roles)));
    m_name->setText(words(fabric.name));
    m_family->setCurrentIndex(
        static_cast<int>(std::find(std::begin(families), std::end(families), fabric.family) - std::begin(families)));
    m_oversubscription->setValue(fabric.oversubscription);
    m_model->clear();
    int chosen = 0, leaves = 0, spines = 0;
    for (const auto& spare : m_spare) {
        const bool mine = !fabric.switches.empty()
            && std::find(spare.devices.begin(), spare.devices.end(), fabric.switches.front().device) != spare.devices.end();
        if (mine)
            chosen = m_model->count();
        m_model->addItem(tr("%1, %2 there").arg(words(spare.part->model), countText(static_cast<qint64>(spare.devices.size()))));
    }
    m_model->setCurrentIndex(m_spare.empty() ? -1 : chosen);
    for (const auto& item : fabric.switches)
        leaves += item.tier == 1 ? 1 : 0;
    for (const auto& item : fabric.switches)
        spines += item.tier == 2 ? 1 : 0;
    m_leaves->setValue(leaves);
    m_spines->setValue(spines);
    m_filling = false;
}

void FabricDialog::propose()
{
    if (m_filling)
        return;
    if (const auto* here = arrangement())
        take(model::proposedFabric(*here, roles[m_role->currentIndex()]));
    tryOut();
}

void FabricDialog::countSwitches()
{
    const auto* here = arrangement();
    if (m_filling || !here)
        return;
    m_retake = true;
    m_fabric.family = families[std::max(0, m_family->currentIndex())];
    m_fabric.oversubscription = m_oversubscription->value();
    const model::Endpoints endpoints = model::endpointsOf(*here, m_fabric.role, m_fabric.switches);
    const bool onRails = m_fabric.family == FabricFamily::RailOptimised || m_fabric.family == FabricFamily::RailOnly;
    m_fabric.rails = onRails ? std::max(1, endpoints.portsPerDevice) : 1;
    // What the others need follows from their size; their switches are as many as a person says.
    if (m_model->currentIndex() >= 0 && hasTiers(m_fabric.family)) {
        const auto& spare = m_spare[static_cast<std::size_t>(m_model->currentIndex())];
        const auto need = model::switchNeed(endpoints, *spare.part, m_fabric.family, m_fabric.oversubscription);
        m_filling = true;
        m_leaves->setValue(need.leaves);
        m_spines->setValue(need.spines);
        m_filling = false;
    }
    tryOut();
}

QString FabricDialog::outcome(const model::FabricPlan& plan) const
{
    if (m_spare.empty())
        return tr("There is no spare switch for this role here. Mount one in a rack first.");
    if (plan.refusal)
        return words(plan.refusal->text);
    if (plan.endpointPorts == 0)
        return tr("No device here has %1 ports to join.").arg(words(model::word(m_fabric.endpointPorts)));
    QStringList lines{tr("%1 of %2 ports of %3 devices are joined.")
                          .arg(countText(plan.endpointPorts - plan.unassigned), countText(plan.endpointPorts),
                               countText(plan.endpointDevices))};
    if (plan.otherCables > 0)
        lines << tr("%1 cables beside them, between switches or devices.").arg(countText(plan.otherCables));
    if (plan.coreCables > 0)
        lines << tr("%1 cables to the cores.").arg(countText(plan.coreCables));
    lines << (plan.spineCables > 0 ? tr("%1 cables to the leaves, %2 to the spines.")
                                         .arg(countText(plan.endpointCables), countText(plan.spineCables))
                                   : tr("%1 cables.").arg(countText(plan.endpointCables)));
    if (const auto worst = plan.worstOversubscription())
        lines << tr("Oversubscription %1 : 1; %2 from end to end at most.")
                     .arg(figureText(*worst, {}), countOf(plan.switchHops, tr("switch"), tr("switches")));
    if (plan.components > 1)
        lines << tr("%1 islands that no switch joins.").arg(countText(plan.components));
    lines << (plan.gaps > 0 ? tr("%1 cables for which the catalog has no medium.").arg(countText(plan.gaps))
                            : tr("Every cable has a medium of the catalog."));
    return lines.join(QLatin1Char('\n'));
}

void FabricDialog::tryOut()
{
    if (m_filling)
        return;
    const auto* here = arrangement();
    if (!here) {
        m_outcome->setText(tr("The pod is no longer there."));
        m_make->setEnabled(false);
        return;
    }
    if (m_retake && m_model->currentIndex() >= 0)
        model::takeSwitches(m_fabric, m_spare[static_cast<std::size_t>(m_model->currentIndex())],
                            {m_leaves->value(), m_spines->value()});
    m_spines->setEnabled((hasTiers(m_fabric.family) && m_fabric.family != FabricFamily::SingleTier)
                         || m_fabric.family == FabricFamily::DragonflyPlus || m_fabric.family == FabricFamily::HammingMesh);
    const auto rules = routeRules(*m_session.design(), m_fabric);
    if (m_new)
        m_fabric.media = model::proposedMedia(*here, m_fabric, m_session.catalog(), rules);
    auto plan = model::plannedFabric(*here, m_fabric, rules);
    if (!m_new && plan.gaps > 0) {
        // What a person chose stays first; the catalog fills what it leaves open.
        for (const auto& part : model::proposedMedia(*here, m_fabric, m_session.catalog(), rules)) {
            const auto same = [&](const model::PartRef& other) { return other->id == part->id; };
            if (std::none_of(m_fabric.media.begin(), m_fabric.media.end(), same))
                m_fabric.media.push_back(part);
        }
        plan = model::plannedFabric(*here, m_fabric, rules);
    }
    const bool possible = !m_spare.empty() && !plan.refusal && plan.endpointPorts > 0;
    m_outcome->setText(outcome(plan));
    m_outcome->setStyleSheet(possible ? QString() : QStringLiteral("color: %1").arg(theme().error.name()));
    m_make->setEnabled(possible);
    if (possible)
        m_session.preview(stepName(), edit());
    else
        m_session.endPreview();
}

Edit FabricDialog::edit() const
{
    return [holder = m_holder, fabric = m_fabric, &documents = m_session.catalog()](const Design& design) -> Result<Design> {
        Design next = design;
        for (const auto& part : fabric.media)
            next = next.withPart(part, documents);
        return model::setFabric(next, holder, fabric);
    };
}

QString FabricDialog::stepName() const
{
    return (m_new ? tr("Add fabric %1") : tr("Change fabric %1")).arg(words(m_fabric.name));
}

void FabricDialog::done(int result)
{
    m_session.endPreview();
    if (result == Accepted) {
        if (const auto made = m_session.apply(stepName(), edit()); !made)
            emit said(words(made.error().text));
        else
            m_session.select({model::Subject{model::Subject::Where::Fabric,
                                             (m_holder ? m_holder->text() : std::string{}) + '/' + m_fabric.id.text()}});
    }
    QDialog::done(result);
}

} // namespace colonnade::ui
