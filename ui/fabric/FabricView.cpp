#include "ui/fabric/FabricView.h"

#include "ui/document/FailureWhatIf.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"
#include "ui/fabric/FabricEditing.h"
#include "ui/style/Controls.h"
#include "ui/style/Style.h"

#include <QAbstractButton>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>

#include <algorithm>

namespace colonnade::ui {
namespace {

using model::Subject;
using render::FabricBox;
using render::FabricNetwork;

constexpr std::size_t mostSelected = 256; // So many devices or cables are one selection.
constexpr std::size_t mostFound = 100'000;
constexpr std::size_t mostRevealed = 8;

} // namespace

FabricView::FabricView(DesignSession& session, QWidget* parent) :
    DiagramView(session, QStringLiteral("fabric"), tr("No network yet."), parent)
{
    connect(empty().addStep(tr("New fabric…")), &QAbstractButton::clicked, this, &FabricView::newFabricRequested);
    connect(&session, &DesignSession::failureChanged, this, &FabricView::takeFailure);
    connect(&session, &DesignSession::framed, this, [this](const std::vector<Subject>& subjects) {
        if (isVisible())
            reveal(subjects);
    });
    connect(&m_gatherer, &FabricGatherer::changed, this, [this] {
        if (!m_sought.isEmpty())
            search(m_sought);
        askOverlay();
        lay();
        emit networksChanged();
    });
    connect(&m_overlayer, &FabricOverlayer::changed, this, &FabricView::lay);
    lay();
}

FabricView::~FabricView() = default;

std::vector<model::Finding> FabricView::findings() const
{
    const Judgement& judgement = session().judgement();
    return judgement.design == session().design() && judgement.evaluation ? judgement.evaluation->findings : std::vector<model::Finding>{};
}

void FabricView::gather()
{
    m_stale = !isVisible();
    if (!m_stale)
        m_gatherer.take(session().design(), m_wish, findings());
}

void FabricView::show(const FabricWish& wish)
{
    if (wish == m_wish)
        return;
    m_wish = wish;
    gather();
}

void FabricView::takeDesign(bool anotherDocument)
{
    m_failure.reset();
    if (anotherDocument) {
        m_opened.clear();
        m_wish = {};
        m_sought.clear();
        m_found.clear();
        m_diagram = {};
        m_lastSubjects.reset();
        laid();
    }
    gather();
}

void FabricView::takeJudgement()
{
    if (m_wish.findingsOnly)
        gather();
    mark();
    forgetPicture();
}

void FabricView::takeArea()
{
    if (isVisible() && size() != m_area)
        lay();
}

void FabricView::showEvent(QShowEvent* event)
{
    DiagramView::showEvent(event);
    if (m_stale)
        gather();
}

void FabricView::takeFailure()
{
    const auto& failure = session().failureState();
    if (failure && failure->design != session().design())
        return; // One of an earlier design is about to be reckoned anew.
    if (failure == m_failure)
        return;
    m_failure = failure;
    askOverlay();
    lay();
}

void FabricView::setColouring(const FabricColouring& colouring)
{
    if (colouring == m_colouring)
        return;
    m_colouring = colouring;
    askOverlay();
    lay();
}

void FabricView::askOverlay()
{
    const auto& all = gathered();
    if (!all || all->design != session().design() || !overlayIsWanted())
        return;
    // A failure of the design before names places and links by other numbers; that of this one is about to come.
    if (!m_failure || m_failure->design == all->design)
        m_overlayer.take(all, m_failure, m_colouring);
}

void FabricView::lay()
{
    render::FabricDiagramContent content;
    if (const auto& all = gathered()) {
        content.networks = all->shown;
        content.show = m_colouring.show;
        content.measure = render::trafficText(m_colouring.traffic);
        const auto& known = m_overlayer.states();
        if (overlayIsWanted() && known && known->of == all && known->failure == m_failure && known->colouring == m_colouring)
            content.states = known->states;
        else
            content.waited = session().failures().active() || content.show == render::FabricShow::Utilisation;
        if (content.waited)
            content.measure = tr("being worked out…");
    }
    content.opened = m_opened;
    render::FabricDiagramOptions options;
    if (isVisible())
        options.area = QSizeF(m_area = size());
    m_diagram = render::fabricDiagramOf(content, options);
    m_lastSubjects.reset();
    const bool none = !gathered() || gathered()->whole.empty();
    empty().setMessage(!gathered() ? tr("Gathering the networks…") : none ? tr("No network yet.") : tr("Nothing of the networks passes the filter."));
    mark();
    laid();
}

void FabricView::mark()
{
    m_marks = {};
    render::addFindings(m_marks, m_diagram, findings());
    for (std::size_t sheet = 0; sheet < m_diagram.sheets.size(); ++sheet) {
        for (const auto& [network, vertex] : m_found) {
            if (m_diagram.sheets[sheet].network.get() != network)
                continue;
            if (const auto box = m_diagram.boxOf(sheet, vertex))
                m_marks.found.insert(*box);
        }
    }
    markPinned();
}

void FabricView::markPinned()
{
    const auto& all = gathered();
    for (std::size_t sheet = 0; all && sheet < m_diagram.sheets.size(); ++sheet) {
        const FabricNetwork& network = *m_diagram.sheets[sheet].network;
        const auto found = resolve(*all->design, network.subject);
        if (!found || !found->fabric)
            continue;
        std::set<std::string> pinned;
        for (const model::FabricSwitch& one : found->fabric->switches) {
            if (one.pinned)
                pinned.insert(one.device);
        }
        for (std::uint32_t vertex = 0; !pinned.empty() && vertex < network.switches; ++vertex) {
            if (const auto box = pinned.contains(network.path(vertex)) ? m_diagram.boxOf(sheet, vertex) : std::nullopt)
                m_marks.pinned.insert(*box);
        }
    }
}

QRectF FabricView::firstSheet() const
{
    return m_diagram.sheets.empty() ? QRectF{} : m_diagram.sheets.front().frame;
}

void FabricView::paintDiagram(QPainter& painter) const
{
    render::FabricPainter(theme(), windowOnScreen()).paint(painter, rect(), m_diagram, m_marks);
}

void FabricView::paintMarks(QPainter& painter) const
{
    render::FabricMarks marks{{}, {}, selectedBoxes(), hoveredBox(), {}};
    for (std::size_t i = 0; i < m_diagram.sheets.size(); ++i) {
        const Subject& fabric = m_diagram.sheets[i].network->subject;
        if (std::ranges::find(session().selection(), fabric) != session().selection().end())
            marks.selectedSheets.insert(i);
        if (session().hovered() == fabric)
            marks.hoveredSheet = i;
    }
    render::FabricPainter(theme(), windowOnScreen()).paintMarks(painter, m_diagram, marks);
}

std::vector<DiagramView::Heading> FabricView::headings() const
{
    const render::FabricPainter painter{theme(), windowOnScreen()};
    std::vector<Heading> all;
    for (const render::FabricSheet& sheet : m_diagram.sheets) {
        QStringList tip{QStringLiteral("<b>%1</b>").arg(sheet.title.toHtmlEscaped())};
        if (!sheet.remark.isEmpty())
            tip << sheet.remark.toHtmlEscaped();
        tip << tr("A click selects the fabric").toHtmlEscaped();
        all.push_back({painter.titleArea(sheet.frame, sheet.title, this), sheet.network->subject, std::move(tip)});
    }
    return all;
}

std::vector<Subject> FabricView::subjectsOf(std::size_t at) const
{
    // The mouse asks at every move; the cables of a bundle are looked for once.
    if (!m_lastSubjects || m_lastSubjects->first != at)
        m_lastSubjects = {at, m_diagram.subjectsOf(at, mostSelected)};
    return m_lastSubjects->second;
}

QStringList FabricView::tipOf(std::size_t at) const
{
    const FabricBox& box = m_diagram.boxes[at];
    QStringList lines{QStringLiteral("<b>%1</b>").arg((box.texts.empty() ? QString{} : box.texts.front().text).toHtmlEscaped())};
    for (const auto& [what, much] : box.facts)
        lines << (what + QStringLiteral(": ") + much).toHtmlEscaped();
    if (m_marks.pinned.contains(at))
        lines << (box.count == 1 ? tr("Pinned here: %1").arg(pinTip()) : tr("With a switch that is pinned")).toHtmlEscaped();
    if (box.opens)
        lines << tr("Double-click or Enter opens it").toHtmlEscaped();
    else if (!m_diagram.closeKey(at).empty())
        lines << tr("Backspace closes its group").toHtmlEscaped();
    return lines;
}

void FabricView::setOpen(const std::string& key, bool open)
{
    if (key.empty())
        return;
    m_opened[key] = open;
    lay();
    relayAround(key);
}

void FabricView::relayAround(const std::string& key)
{
    QRectF area;
    for (const render::FabricFrame& frame : m_diagram.frames) {
        const FabricNetwork& network = *m_diagram.sheets[frame.sheet].network;
        if (network.subject.text() + '|' + network.groups[frame.group].id == key)
            area |= frame.area;
    }
    for (std::size_t i = 0; i < m_diagram.boxes.size(); ++i) {
        if (m_diagram.openKey(i) == key)
            area |= m_diagram.boxes[i].body;
    }
    // Larger than it is readable, one sees all of it; else what is around it too.
    if (!area.isEmpty() && windowOnScreen().scale() < 0.7)
        setWindow(render::DiagramWindow::fitted(area.adjusted(-160, -200, 160, 200), rect()), false);
}

void FabricView::closeAll()
{
    m_opened.clear();
    lay();
    fit();
}

void FabricView::opened(std::size_t at)
{
    const FabricBox& box = m_diagram.boxes[at];
    if (box.kind == FabricBox::Kind::Label) {
        session().select(subjectsOf(at));
        emit scheduleRequested();
    } else if (box.opens) {
        setOpen(m_diagram.openKey(at), true);
    } else {
        session().select(subjectsOf(at));
        emit portsRequested();
    }
}

void FabricView::reveal(const std::vector<Subject>& subjects)
{
    bool changed = false;
    std::size_t done = 0;
    for (const render::FabricSheet& sheet : m_diagram.sheets) {
        for (const Subject& subject : subjects) {
            for (const std::uint32_t vertex : sheet.network->verticesOf(subject)) {
                for (const std::string& key : render::keysTo(*sheet.network, vertex))
                    changed = !std::exchange(m_opened[key], true) || changed;
                if (++done >= mostRevealed)
                    break;
            }
            if (done >= mostRevealed)
                break;
        }
    }
    if (!changed)
        return;
    lay();
    frame(subjects);
}

std::size_t FabricView::search(const QString& text)
{
    m_sought = text.trimmed();
    m_found.clear();
    m_nextFound = 0;
    if (const auto& all = gathered(); all && !m_sought.isEmpty()) {
        for (const auto& network : all->shown) {
            for (std::uint32_t v = 0; v < network->vertices.size() && m_found.size() < mostFound; ++v) {
                if (network->name(v).contains(m_sought, Qt::CaseInsensitive) || words(network->path(v)).contains(m_sought, Qt::CaseInsensitive))
                    m_found.emplace_back(network.get(), v);
            }
        }
    }
    mark();
    forgetPicture();
    return m_found.size();
}

void FabricView::toNextFound()
{
    if (m_found.empty())
        return;
    const auto& [network, vertex] = m_found[m_nextFound++ % m_found.size()];
    const Subject subject = network->subjectOf(vertex);
    for (const std::string& key : render::keysTo(*network, vertex))
        m_opened[key] = true;
    lay();
    session().select({subject});
    frame({subject});
}

void FabricView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Backspace && !selectedBoxes().empty()) {
        if (const std::string key = m_diagram.closeKey(*selectedBoxes().begin()); !key.empty()) {
            setOpen(key, false);
            return;
        }
    }
    DiagramView::keyPressEvent(event);
}

void FabricView::fillBoxMenu(QMenu& menu, std::size_t at)
{
    const FabricBox& box = m_diagram.boxes[at];
    if (const std::string key = m_diagram.openKey(at); !key.empty())
        menu.addAction(tr("&Open the group"), this, [this, key] { setOpen(key, true); });
    if (const std::string key = m_diagram.closeKey(at); !key.empty())
        menu.addAction(tr("&Close its group"), this, [this, key] { setOpen(key, false); });
    if (box.kind == FabricBox::Kind::Label)
        menu.addAction(tr("Show in the cable &schedule"), this, &FabricView::scheduleRequested);
    else if (box.vertex && box.tier > 0)
        menu.addAction(tr("Port &map"), this, &FabricView::portsRequested);
    addFabricEdits(menu, session(), subjectsOf(at), [this](const QString& why) { emit said(why); });
}

void FabricView::fillMenu(QMenu& menu)
{
    if (!m_opened.empty())
        menu.addAction(tr("Open only what has &room"), this, &FabricView::closeAll);
    if (m_failure)
        menu.addAction(tr("Show the &normal state"), this, [this] { session().failures().clear(); });
    if (!isEmpty())
        menu.addAction(tr("&Add a link…"), this, &FabricView::linkRequested);
    menu.addAction(tr("New &fabric…"), this, &FabricView::newFabricRequested);
}

} // namespace colonnade::ui
