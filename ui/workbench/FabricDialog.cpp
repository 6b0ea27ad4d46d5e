#include "ui/workbench/FabricDialog.h"

#include "model/fabric/Ports.h"
#include "model/units/Metres.h"
#include "ui/document/Words.h"
#include "ui/style/Style.h"
#include "ui/workbench/FabricFields.h"
#include "ui/workbench/FabricOutcome.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
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
    rules.trayHeight = model::Metres{model::metresOf(design.hall()->trayHeight)};
    rules.slack = fabric.slack;
    return rules;
}

const model::Arrangement& arrangementOf(const Design& design, const model::Holder& holder)
{
    return holder ? design.podDesign(*holder)->arrangement() : design.hall()->arrangement;
}

std::shared_ptr<const model::FabricPlan> planIn(const Design& design, const model::Holder& holder, const model::FabricId& fabric)
{
    return holder ? model::fabricPlan(design.podDesign(*holder), fabric, design.hall()->trayHeight) : model::fabricPlan(design.hall(), fabric);
}

/// Chooses media where there are none, and what the catalog can do for gaps.
void chooseMedia(const Design& after, const model::Holder& holder, model::Fabric& fabric, bool isNew, const model::Catalog& documents)
{
    const model::Arrangement& there = arrangementOf(after, holder);
    auto media = model::proposedMedia(there, *there.fabric(fabric.id), documents, routeRules(after, fabric));
    if (isNew)
        fabric.media.clear();
    // What a person chose stays first; the catalog fills what it leaves open.
    for (model::PartRef& part : media) {
        const auto same = [&](const model::PartRef& other) { return other->id == part->id; };
        if (std::none_of(fabric.media.begin(), fabric.media.end(), same))
            fabric.media.push_back(std::move(part));
    }
}

int countOfTier(const model::Fabric& fabric, int tier)
{
    return static_cast<int>(std::count_if(fabric.switches.begin(), fabric.switches.end(), [tier](const auto& one) { return std::min(one.tier, 3) == tier; }));
}

constexpr int leastWidth = 360, leastHeight = 5 * space::row; // Of the outcome, in pixels.

bool isSold(const model::PartType& part)
{
    return part.availability != model::Availability::Withdrawn && part.availability != model::Availability::EndOfSale
        && part.availability != model::Availability::Hypothetical;
}

} // namespace

FabricDialog::FabricDialog(DesignSession& session, const model::Holder& holder,
                           const std::optional<model::FabricId>& fabric, QWidget* parent) :
    QDialog(parent),
    m_session(session),
    m_holder(holder),
    m_fabric(begun(*session.design(), holder, fabric)),
    m_standing(m_fabric),
    m_new(!fabric),
    m_retake(m_new)
{
    setObjectName(QStringLiteral("fabric-dialog"));
    setWindowTitle(m_new ? tr("New fabric") : tr("Fabric %1").arg(words(m_fabric.name)));
    m_form = new QFormLayout(this);
    makeFields(m_form);
    take(m_fabric);
    m_setOut->setChecked(m_new && (m_spare.empty() || m_spare.front().devices.empty()));
    connect(m_role, &QComboBox::currentIndexChanged, this, &FabricDialog::propose);
    connect(m_name, &QLineEdit::textEdited, this, [this](const QString& name) { m_fabric.name = utf8(name.trimmed()); });
    connect(m_fields, &FabricFields::changed, this, &FabricDialog::countSwitches);
    connect(m_fields, &FabricFields::placeChanged, this, [this] {
        m_fields->write(m_fabric);
        tryOut();
    });
    connect(m_model, &QComboBox::currentIndexChanged, this, &FabricDialog::countSwitches);
    connect(m_setOut, &QCheckBox::toggled, this, [this](bool on) {
        if (on)
            countSwitches();
        else
            tryOut();
    });
    for (QSpinBox* box : {m_leaves, m_spines, m_cores})
        connect(box, &QSpinBox::valueChanged, this, [this] {
            m_retake = true;
            m_impossible.reset();
            tryOut();
        });
    if (m_setOut->isChecked())
        countSwitches();
    else
        tryOut();
}

void FabricDialog::makeFields(QFormLayout* form)
{
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
    m_fields = new FabricFields(this);
    form->addRow(m_fields);
    m_model = new QComboBox(this);
    m_model->setObjectName(QStringLiteral("fabric-model"));
    m_model->setToolTip(tr("Models that stand here, and how many; then others of the catalog, which have to be set out"));
    form->addRow(tr("Switches"), m_model);
    const auto count = [&](const char* name, const QString& label) {
        auto* box = new QSpinBox(this);
        box->setObjectName(QLatin1StringView{name});
        box->setRange(0, 4096);
        form->addRow(label, box);
        return box;
    };
    m_leaves = count("fabric-leaves", tr("Leaves"));
    m_spines = count("fabric-spines", tr("Spines"));
    m_cores = count("fabric-cores", tr("Cores"));
    m_setOut = new QCheckBox(tr("Set out the switches that are missing"), this);
    m_setOut->setObjectName(QStringLiteral("fabric-set-out"));
    m_setOut->setToolTip(tr("Mounts them in the racks that the recipe names, in the same step"));
    form->addRow(m_setOut);
    m_outcome = new QLabel(this);
    m_outcome->setObjectName(QStringLiteral("fabric-outcome"));
    m_outcome->setTextFormat(Qt::PlainText);
    m_outcome->setWordWrap(true);
    m_outcome->setMinimumSize(leastWidth, leastHeight);
    m_outcome->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    form->addRow(m_outcome);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_make = buttons->addButton(m_new ? tr("Make fabric") : tr("Change fabric"), QDialogButtonBox::AcceptRole);
    m_make->setDefault(true);
    form->addRow(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
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
    m_fabric = m_standing = fabric;
    m_impossible.reset();
    m_role->setCurrentIndex(static_cast<int>(std::find(std::begin(roles), std::end(roles), fabric.role) - std::begin(roles)));
    m_name->setText(words(fabric.name));
    m_fields->show(fabric);
    fillModels();
    m_leaves->setValue(countOfTier(fabric, 1));
    m_spines->setValue(countOfTier(fabric, 2));
    m_cores->setValue(countOfTier(fabric, 3));
    m_filling = false;
    showRows();
}

void FabricDialog::fillModels()
{
    m_spare.clear();
    if (const auto* here = arrangement())
        m_spare = model::spareSwitches(*here, m_fabric.role, m_fabric.id);
    const auto there = m_spare.size();
    for (const auto& entry : m_session.catalog().parts()) {
        const model::PartRef& part = entry.second;
        if (part->kind != model::PartKind::Switch || !isSold(*part))
            continue;
        const bool known = std::any_of(m_spare.begin(), m_spare.end(), [&](const auto& one) { return one.part->id == part->id; });
        const model::UsablePorts ports = model::usablePorts(model::portsOf(*part), m_fabric.endpointPorts);
        if (!known && !(ports.trunk.empty() && ports.copper.empty()))
            m_spare.push_back({part, {}});
    }
    std::stable_sort(m_spare.begin() + static_cast<std::ptrdiff_t>(there), m_spare.end(), [](const auto& a, const auto& b) { return a.part->model < b.part->model; });
    m_model->clear();
    int chosen = 0;
    for (const auto& spare : m_spare) {
        const bool mine = !m_fabric.switches.empty()
            && std::find(spare.devices.begin(), spare.devices.end(), m_fabric.switches.front().device) != spare.devices.end();
        if (mine)
            chosen = m_model->count();
        m_model->addItem(spare.devices.empty() ? tr("%1, none there").arg(words(spare.part->model))
                                               : tr("%1, %2 there").arg(words(spare.part->model), countText(static_cast<qint64>(spare.devices.size()))));
    }
    m_model->setCurrentIndex(m_spare.empty() ? -1 : chosen);
}

void FabricDialog::propose()
{
    if (m_filling)
        return;
    if (const auto* here = arrangement())
        take(model::proposedFabric(*here, roles[m_role->currentIndex()]));
    if (m_setOut->isChecked())
        countSwitches();
    else
        tryOut();
}

const model::SpareSwitches* FabricDialog::chosenModel() const
{
    const int at = m_model->currentIndex();
    return at >= 0 && at < static_cast<int>(m_spare.size()) ? &m_spare[static_cast<std::size_t>(at)] : nullptr;
}

void FabricDialog::countSwitches()
{
    const auto* here = arrangement();
    if (m_filling || !here)
        return;
    m_retake = true;
    const FabricFamily before = m_fabric.family;
    const int planes = m_fabric.planes;
    m_fields->write(m_fabric);
    const model::Endpoints endpoints = model::endpointsOf(*here, m_fabric);
    const bool onRails = m_fabric.family == FabricFamily::RailOptimised || m_fabric.family == FabricFamily::RailOnly;
    if (!onRails)
        m_fabric.rails = 1;
    else if (endpoints.portsPerDevice > 0 && (m_fabric.family != before || m_fabric.planes != planes))
        m_fabric.rails = std::max(1, endpoints.portsPerDevice / std::max(1, m_fabric.planes));
    if (const auto* spare = chosenModel()) {
        const auto need = model::switchNeed(m_fabric, endpoints, *spare->part, m_fields->tiers());
        m_impossible = need ? std::optional<model::Error>{} : std::optional{need.error()};
        m_filling = true;
        m_leaves->setValue(need.value_or(model::SwitchNeed{}).leaves);
        m_spines->setValue(need.value_or(model::SwitchNeed{}).spines);
        m_cores->setValue(need.value_or(model::SwitchNeed{}).cores);
        m_filling = false;
    }
    tryOut();
}

void FabricDialog::dealSwitches()
{
    const auto* spare = chosenModel();
    if (!m_retake || !spare)
        return;
    // Where as many of the same stand on the same rails and planes, they stay as a person has them.
    const bool asItStands = m_leaves->value() == countOfTier(m_standing, 1) && m_spines->value() == countOfTier(m_standing, 2)
        && m_cores->value() == countOfTier(m_standing, 3) && m_fabric.rails == m_standing.rails && m_fabric.planes == m_standing.planes
        && !m_standing.switches.empty()
        && std::find(spare->devices.begin(), spare->devices.end(), m_standing.switches.front().device) != spare->devices.end();
    m_fabric.switches = m_standing.switches;
    if (!asItStands)
        model::takeSwitches(m_fabric, *spare, {m_leaves->value(), m_spines->value(), m_cores->value()});
}

void FabricDialog::showRows()
{
    const FabricFamily family = m_fields->family();
    m_form->setRowVisible(m_spines, hasSpines(family));
    m_form->setRowVisible(m_cores, hasTiers(family) && family != FabricFamily::SingleTier);
}

FabricDialog::Question FabricDialog::question() const
{
    Question asked{m_session.design(), m_holder, m_fabric, {}, m_impossible, m_new, &m_session.catalog()};
    if (const auto* spare = chosenModel(); spare && m_setOut->isChecked())
        asked.wanted = model::SwitchesWanted{spare->part, m_leaves->value(), m_spines->value(), m_cores->value()};
    return asked;
}

Edit FabricDialog::editOf(const Question& question)
{
    return [holder = question.holder, fabric = question.fabric, wanted = question.wanted, documents = question.documents](const Design& design) -> Result<Design> {
        Design next = design;
        for (const auto& part : fabric.media)
            next = next.withPart(part, *documents);
        const auto made = model::setFabric(next, holder, fabric);
        return made && wanted ? model::setOutSwitches(*made, holder, fabric.id, *wanted, *documents) : made;
    };
}

FabricDialog::Answer FabricDialog::answerOf(Question question, const std::stop_token& stop)
{
    model::Fabric& fabric = question.fabric;
    auto after = editOf(question)(*question.design);
    if (stop.stop_requested())
        return {std::move(fabric), {}, false};
    if (after && (question.isNew || planIn(*after, question.holder, fabric.id)->gaps > 0)) {
        chooseMedia(*after, question.holder, fabric, question.isNew, *question.documents);
        after = editOf(question)(*question.design);
    }
    if (stop.stop_requested())
        return {std::move(fabric), {}, false};
    if (!after)
        return {std::move(fabric), words(after.error().text), false};
    const auto plan = planIn(*after, question.holder, fabric.id);
    const auto switches = arrangementOf(*after, question.holder).fabric(fabric.id)->switches.size();
    const int mounted = std::max(0, static_cast<int>(switches) - static_cast<int>(fabric.switches.size()));
    QString text = fabricOutcome(fabric, plan, mounted, question.impossible);
    return {std::move(fabric), std::move(text), !plan->refusal && plan->endpointPorts > 0};
}

void FabricDialog::tryOut()
{
    if (m_filling)
        return;
    if (!arrangement()) {
        m_task.drop();
        showAnswer({m_fabric, tr("The pod is no longer there."), false});
        return;
    }
    showRows();
    dealSwitches();
    m_task.take([this, asked = question()](const std::stop_token& stop) -> NewestTask::Landing {
        return [this, answer = answerOf(asked, stop)] { showAnswer(answer); };
    });
}

void FabricDialog::showAnswer(const Answer& answer)
{
    m_fabric.media = answer.fabric.media;
    m_outcome->setText(answer.text);
    // A recipe of many tiers has more lines than there was room for at first: none is cut.
    m_outcome->setMinimumHeight(std::max(leastHeight, m_outcome->heightForWidth(std::max(leastWidth, m_outcome->width()))));
    m_outcome->setStyleSheet(answer.possible ? QString() : QStringLiteral("color: %1").arg(theme().error.name()));
    m_make->setEnabled(answer.possible);
    if (answer.possible)
        m_session.preview(stepName(), editOf(question()));
    else
        m_session.endPreview();
}

QString FabricDialog::stepName() const
{
    return (m_new ? tr("Add fabric %1") : tr("Change fabric %1")).arg(words(m_fabric.name));
}

void FabricDialog::done(int result)
{
    if (result == Accepted && m_task.busy()) { // What was typed last has no answer yet.
        const Answer answer = answerOf(question());
        m_task.drop();
        showAnswer(answer);
    }
    if (result == Accepted && !m_make->isEnabled())
        return;
    m_task.drop();
    m_session.endPreview();
    if (result == Accepted) {
        if (const auto made = m_session.apply(stepName(), editOf(question())); !made)
            emit said(words(made.error().text));
        else
            m_session.select({model::Subject{model::Subject::Where::Fabric,
                                             (m_holder ? m_holder->text() : std::string{}) + '/' + m_fabric.id.text()}});
    }
    QDialog::done(result);
}

} // namespace colonnade::ui
