#include "ui/fabric/LinkDialog.h"

#include "model/edit/FabricEdits.h"
#include "model/fabric/FreePorts.h"
#include "model/units/Text.h"
#include "ui/document/Words.h"
#include "ui/fabric/FabricEditing.h"
#include "ui/fabric/PortPicker.h"
#include "ui/style/Style.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace colonnade::ui {
namespace {

using model::Design;
using model::PartRef;

constexpr double longest = 10'000; // m

std::shared_ptr<const model::FabricPlan> planOf(const Design& design, const model::Holder& pod, const model::FabricId& fabric)
{
    return pod ? model::fabricPlan(design.podDesign(*pod), fabric, design.hall()->trayHeight) : model::fabricPlan(design.hall(), fabric);
}

/// Cables that fit both ends: those of the fabric, then others of the catalog that go with its transceivers.
std::vector<PartRef> mediaBetween(const model::Fabric& fabric, const model::Catalog& catalog, const model::Connection& wanted)
{
    std::vector<PartRef> fitting;
    for (const model::FittingMedium& one : model::fittingMedia(fabric.media, wanted))
        fitting.push_back(fabric.media[one.medium]);
    std::vector<PartRef> with = fabric.media;
    with.emplace_back();
    for (const auto& entry : catalog.parts()) {
        const PartRef& part = entry.second;
        const bool known = std::any_of(fabric.media.begin(), fabric.media.end(), [&](const PartRef& one) { return one->id == part->id; });
        const bool sold = part->availability != model::Availability::Withdrawn && part->availability != model::Availability::EndOfSale
            && part->availability != model::Availability::Hypothetical;
        if (!part->cable || known || !sold)
            continue;
        with.back() = part;
        const auto fits = model::fittingMedia(with, wanted);
        if (std::any_of(fits.begin(), fits.end(), [&](const model::FittingMedium& one) { return one.medium + 1U == with.size(); }))
            fitting.push_back(part);
    }
    return fitting;
}

/// The ports that are free, with their names.
NamedPorts portsOf(const Design& design, const model::Holder& pod, const model::FabricId& fabric)
{
    NamedPorts free{model::freePorts(design, pod ? design.podDesign(*pod) : nullptr, fabric), {}};
    free.names.reserve(free.ports.size());
    // Many ports are of one device, which is looked for once.
    std::map<std::string, QString> devices;
    for (const model::FreePort& port : free.ports) {
        const auto at = devices.try_emplace(port.ref.device);
        if (at.second)
            at.first->second = deviceText(design, pod, port.ref.device);
        free.names.push_back(portText(at.first->second, port.ref));
    }
    return free;
}

/// What a link comes to, line by line.
QString outcomeOf(const Design& design, const Design& after, const model::Holder& pod, const model::FabricId& id, const model::HandCable& link)
{
    const auto plan = planOf(after, pod, id);
    const auto then = planOf(design, pod, id);
    const model::Arrangement& arrangement = pod ? design.podDesign(*pod)->arrangement() : design.hall()->arrangement;
    const std::size_t before = arrangement.fabric(id)->links.size(); // The new one comes after these.
    QStringList lines;
    for (std::size_t cable = 0; cable < plan->cables.size(); ++cable) {
        const auto& columns = plan->cables;
        const bool own = columns.hand[cable] == static_cast<std::int32_t>(before)
            && plan->links.origin[columns.links(cable).front()] == model::LinkOrigin::FabricByHand;
        if (!own)
            continue;
        const bool has = columns.medium[cable] < plan->media.size();
        const QString way = LinkDialog::tr("%1 m by its way").arg(static_cast<double>(columns.routed[cable]), 0, 'f', 1);
        lines << (has ? LinkDialog::tr("%1, %2 m to order; %3.")
                            .arg(words(plan->media[columns.medium[cable]]->model))
                            .arg(static_cast<double>(columns.ordered[cable]), 0, 'f', 1)
                            .arg(link.length ? LinkDialog::tr("as given") : columns.basis[cable] == model::RouteBasis::Estimated ? LinkDialog::tr("≈ %1").arg(way) : way)
                      : LinkDialog::tr("No medium: %1.").arg(words(plan->gapText(cable))));
        if (has && columns.gap[cable] != model::MediumGap::None)
            lines << LinkDialog::tr("It does not fit: %1.").arg(words(plan->gapText(cable)));
    }
    for (std::size_t i = then->conflicts.size(); i < plan->conflicts.size(); ++i)
        lines << words(plan->conflicts[i]);
    if (plan->refusal && !then->refusal)
        lines << words(plan->refusal->text);
    if (plan->unplaced > then->unplaced)
        lines << LinkDialog::tr("The recipe has no port left for %1 of its links.").arg(countText(plan->unplaced - then->unplaced));
    return lines.join(QLatin1Char('\n'));
}

} // namespace

LinkDialog::LinkDialog(DesignSession& session, const model::Holder& pod, const model::FabricId& fabric, const std::optional<model::PortRef>& from,
                       QWidget* parent) :
    QDialog(parent),
    m_session(session),
    m_pod(pod)
{
    setObjectName(QStringLiteral("link-dialog"));
    setWindowTitle(tr("Add a link"));
    makeFields();
    m_first = from;
    fillFabrics(fabric);
    connect(m_fabric, &QComboBox::currentIndexChanged, this, &LinkDialog::fillPorts);
    for (const PortPicker* picker : {m_from, m_to})
        connect(picker, &PortPicker::changed, this, &LinkDialog::fillMedia);
    connect(m_medium, &QComboBox::currentIndexChanged, this, &LinkDialog::tryOut);
    connect(m_length, &QDoubleSpinBox::valueChanged, this, &LinkDialog::tryOut);
    connect(&session, &DesignSession::designChanged, this, [this] {
        if (const int at = m_fabric->currentIndex(); at >= 0)
            fillFabrics(model::FabricId{m_fabrics[static_cast<std::size_t>(at)]});
        fillPorts();
    });
    fillPorts();
    (from ? m_to : m_from)->setFocus();
}

void LinkDialog::makeFields()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::groups, space::groups, space::groups, space::groups);
    column->setSpacing(space::between);
    auto* form = new QFormLayout;
    form->setVerticalSpacing(space::between);
    m_fabric = new QComboBox(this);
    m_fabric->setObjectName(QStringLiteral("link-fabric"));
    m_fabric->setToolTip(tr("The network that the link belongs to"));
    form->addRow(tr("Fabric"), m_fabric);
    column->addLayout(form);
    auto* ends = new QHBoxLayout;
    ends->setSpacing(space::groups);
    m_from = new PortPicker(QStringLiteral("link-from"), tr("From"), this);
    m_to = new PortPicker(QStringLiteral("link-to"), tr("To"), this);
    ends->addWidget(m_from, 1);
    ends->addWidget(m_to, 1);
    column->addLayout(ends, 1);
    auto* cable = new QFormLayout;
    cable->setVerticalSpacing(space::between);
    m_medium = new QComboBox(this);
    m_medium->setObjectName(QStringLiteral("link-medium"));
    m_medium->setToolTip(tr("Cables that go into both ports and carry their speed"));
    cable->addRow(tr("Medium"), m_medium);
    m_length = new QDoubleSpinBox(this);
    m_length->setObjectName(QStringLiteral("link-length"));
    m_length->setRange(0, longest);
    m_length->setDecimals(1);
    m_length->setSingleStep(0.5);
    m_length->setSuffix(tr(" m"));
    m_length->setSpecialValueText(tr("by its way"));
    m_length->setToolTip(tr("Metres to order; at 0 by the way through the trays, with slack"));
    cable->addRow(tr("Length"), m_length);
    column->addLayout(cable);
    m_outcome = new QLabel(this);
    m_outcome->setObjectName(QStringLiteral("link-outcome"));
    m_outcome->setTextFormat(Qt::PlainText);
    m_outcome->setWordWrap(true);
    m_outcome->setMinimumSize(520, 3 * space::row);
    m_outcome->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    column->addWidget(m_outcome);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_make = buttons->addButton(tr("Add link"), QDialogButtonBox::AcceptRole);
    m_make->setDefault(true);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

const model::Arrangement* LinkDialog::arrangement() const
{
    const Design& design = *m_session.design();
    if (!m_pod)
        return &design.hall()->arrangement;
    const auto found = design.podDesigns().find(*m_pod);
    return found == design.podDesigns().end() ? nullptr : &found->second->arrangement();
}

const model::Fabric* LinkDialog::fabric() const
{
    const int at = m_fabric->currentIndex();
    const auto* here = arrangement();
    return here && at >= 0 && at < static_cast<int>(m_fabrics.size()) ? here->fabric(m_fabrics[static_cast<std::size_t>(at)]) : nullptr;
}

void LinkDialog::fillFabrics(const model::FabricId& chosen)
{
    const QSignalBlocker quiet{m_fabric};
    m_fabric->clear();
    m_fabrics.clear();
    if (const auto* here = arrangement()) {
        for (const model::Fabric& one : here->fabrics) {
            m_fabrics.push_back(one.id);
            m_fabric->addItem(words(model::labelOr(one.name, one.id.text())));
            if (one.id == chosen)
                m_fabric->setCurrentIndex(m_fabric->count() - 1);
        }
    }
}

void LinkDialog::fillPorts()
{
    const auto* chosen = fabric();
    if (!chosen) {
        m_ports.drop();
        takePorts({});
        return;
    }
    m_ports.take([this, design = m_session.design(), pod = m_pod, fabric = chosen->id](const std::stop_token&) -> NewestTask::Landing {
        return [this, ports = portsOf(*design, pod, fabric)] { takePorts(ports); };
    });
    tryOut();
}

void LinkDialog::takePorts(const NamedPorts& ports)
{
    m_filling = true;
    m_from->setPorts(ports);
    m_to->setPorts(ports);
    if (const auto first = std::exchange(m_first, std::nullopt))
        m_from->choose(*first);
    m_filling = false;
    fillMedia();
}

void LinkDialog::fillMedia()
{
    if (m_filling)
        return;
    const auto a = m_from->chosen(), b = m_to->chosen();
    const auto* chosen = fabric();
    const int at = m_medium->currentIndex();
    const std::string before = at > 0 && at <= static_cast<int>(m_media.size()) ? m_media[static_cast<std::size_t>(at - 1)]->id.text() : std::string{};
    {
        const QSignalBlocker quiet{m_medium};
        m_media = a && b && chosen ? mediaBetween(*chosen, m_session.catalog(), model::connectionBetween(*a, *b)) : std::vector<PartRef>{};
        m_medium->clear();
        m_medium->addItem(tr("as the recipe chooses"));
        for (const PartRef& part : m_media) {
            m_medium->addItem(words(part->model));
            if (part->id.text() == before)
                m_medium->setCurrentIndex(m_medium->count() - 1);
        }
    }
    tryOut();
}

std::optional<model::HandCable> LinkDialog::link() const
{
    const auto a = m_from->chosen(), b = m_to->chosen();
    const auto* chosen = fabric();
    if (!a || !b || !chosen)
        return std::nullopt;
    const auto fresh = [&] {
        for (int number = 1;; ++number) {
            auto id = model::CableId::literal(fmt::format("hand-{}", number));
            if (std::none_of(chosen->links.begin(), chosen->links.end(), [&](const model::HandCable& one) { return one.id == id; }))
                return id;
        }
    };
    model::HandCable made{fresh(), a->ref, b->ref, nullptr, {}};
    if (const int at = m_medium->currentIndex(); at > 0)
        made.medium = m_media[static_cast<std::size_t>(at - 1)];
    if (m_length->value() > 0)
        made.length = model::Metres{m_length->value()};
    return made;
}

Edit LinkDialog::edit(const model::HandCable& link) const
{
    return [pod = m_pod, id = fabric()->id, link, documents = m_session.catalog()](const Design& design) {
        return model::setLink(design, pod, id, link, documents);
    };
}

QString LinkDialog::stepName(const model::HandCable& link) const
{
    const Design& design = *m_session.design();
    return tr("Add a link from %1 to %2").arg(portText(design, m_pod, link.from), portText(design, m_pod, link.to));
}

void LinkDialog::tryOut()
{
    if (m_filling)
        return;
    const auto wanted = link();
    if (!wanted) {
        m_outcomes.drop();
        showOutcome(!fabric() ? tr("The fabric is no longer there.") : m_ports.busy() ? tr("Looking for free ports…") : tr("Choose a port at each end."), true);
        m_make->setEnabled(false);
        m_session.endPreview();
        return;
    }
    m_outcomes.take([this, design = m_session.design(), pod = m_pod, fabric = fabric()->id, name = stepName(*wanted), edit = edit(*wanted),
                     link = *wanted](const std::stop_token& stop) -> NewestTask::Landing {
        const auto after = edit(*design);
        if (stop.stop_requested())
            return [] {};
        const bool possible = after.has_value();
        const QString text = after ? outcomeOf(*design, *after, pod, fabric, link) : words(after.error().text);
        return [this, possible, text, name, edit] {
            showOutcome(text, possible);
            m_make->setEnabled(possible);
            if (possible)
                m_session.preview(name, edit);
            else
                m_session.endPreview();
        };
    });
}

void LinkDialog::showOutcome(const QString& outcome, bool possible)
{
    m_outcome->setText(outcome);
    m_outcome->setStyleSheet(possible ? QString() : QStringLiteral("color: %1").arg(theme().error.name()));
}

void LinkDialog::done(int result)
{
    const auto made = result == Accepted ? link() : std::nullopt;
    if (made && m_outcomes.busy()) { // What was chosen last has no answer yet.
        if (const auto after = edit(*made)(*m_session.design()); !after) {
            m_outcomes.drop();
            showOutcome(words(after.error().text), false);
            m_make->setEnabled(false);
            return;
        }
    }
    m_ports.drop();
    m_outcomes.drop();
    m_session.endPreview();
    disconnect(&m_session, nullptr, this, nullptr);
    if (made) {
        if (const auto applied = m_session.apply(stepName(*made), edit(*made)); !applied)
            emit said(words(applied.error().text));
    }
    QDialog::done(result);
}

} // namespace colonnade::ui
