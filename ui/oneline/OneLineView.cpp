#include "ui/oneline/OneLineView.h"

#include "render/oneline/OneLineGraph.h"
#include "ui/document/FailureWhatIf.h"
#include "ui/document/Words.h"
#include "ui/style/Controls.h"
#include "ui/style/Style.h"

#include <QAbstractButton>
#include <QMenu>
#include <QPainter>

namespace colonnade::ui {
namespace {

using model::Subject;
using render::OneLineBox;
using render::OneLineSheet;
using render::OneLineSymbol;

constexpr std::size_t mostSelected = 256; // Racks of so many placed pods are one selection.

} // namespace

OneLineView::OneLineView(DesignSession& session, QWidget* parent) :
    DiagramView(session, QStringLiteral("oneline"), tr("The one-line diagram shows how power reaches the racks. There is no feed yet."), parent)
{
    connect(empty().addStep(tr("New feed…")), &QAbstractButton::clicked, this, &OneLineView::newFeedRequested);
    connect(&session, &DesignSession::failureChanged, this, &OneLineView::takeFailure);
    lay();
}

OneLineView::~OneLineView() = default;

void OneLineView::takeDesign(bool anotherDocument)
{
    m_state.reset();
    if (anotherDocument) {
        m_closed.clear();
        m_racks.clear();
    }
    // Until the rules have answered, the old picture stays: figures do not flicker while one works.
    const bool judged = session().judgement().design == session().design() && session().judgement().power;
    if (judged || !m_drawn || anotherDocument)
        lay();
}

void OneLineView::takeJudgement()
{
    lay();
}

void OneLineView::lay()
{
    const DesignRef& design = session().design();
    const Judgement& judgement = session().judgement();
    render::OneLineContent content;
    content.design = design.get();
    if (judgement.design == design)
        content.power = judgement.power.get();
    content.basis = session().profile().power;
    if (m_state && m_state->design == design) {
        content.state = m_state->power.get();
        content.loss = &m_state->loss;
        content.stateName = m_state->name;
    }
    content.closed = m_closed;
    content.racks = m_racks;
    render::OneLineOptions options;
    if (isVisible())
        options.area = QSizeF(m_area = size());
    m_diagram = render::oneLineOf(content, options);
    m_drawn = design;
    m_findings.clear();
    if (judgement.evaluation && judgement.design == m_drawn)
        m_findings = render::oneLineFindings(m_diagram, judgement.evaluation->findings);
    laid();
}

void OneLineView::takeArea()
{
    if (isVisible() && size() != m_area && m_diagram.sheets.size() > 1)
        lay();
}

void OneLineView::takeFailure()
{
    const auto& failure = session().failureState();
    if (!failure)
        return showNormal();
    if (failure->design == session().design()) // One of an earlier design is about to be reckoned anew.
        showState({failure, &failure->failure.power}, failure->failure.set.power, failure->sentence.section(QLatin1Char(':'), 0, 0));
}

void OneLineView::showState(std::shared_ptr<const model::DesignPowerState> state, const model::DesignLoss& loss, const QString& name)
{
    m_state = State{session().design(), std::move(state), loss, name};
    lay();
}

void OneLineView::showNormal()
{
    if (!m_state)
        return;
    m_state.reset();
    lay();
}

void OneLineView::showRackInside(const model::RackDesignId& rack, bool shown)
{
    if (shown)
        m_racks.insert(rack.text());
    else
        m_racks.erase(rack.text());
    lay();
    if (!shown)
        return;
    for (const OneLineSheet& sheet : m_diagram.sheets) {
        if (sheet.subject == Subject::rack(rack.text()))
            setWindow(render::DiagramWindow::fitted(sheet.frame, rect()), false);
    }
}

QRectF OneLineView::firstSheet() const
{
    return m_diagram.sheets.empty() ? QRectF{} : m_diagram.sheets.front().frame;
}

void OneLineView::paintDiagram(QPainter& painter) const
{
    render::OneLinePainter(theme(), windowOnScreen()).paint(painter, rect(), m_diagram, {m_findings, {}, {}});
}

void OneLineView::paintMarks(QPainter& painter) const
{
    render::OneLinePainter(theme(), windowOnScreen()).paintMarks(painter, m_diagram, {{}, selectedBoxes(), hoveredBox()});
}

std::vector<Subject> OneLineView::subjectsOf(std::size_t at) const
{
    const OneLineBox& box = m_diagram.boxes[at];
    const OneLineSheet& sheet = m_diagram.sheets[box.sheet];
    if (!box.load || sheet.what != OneLineSheet::What::Pod || sheet.pods.empty())
        return box.subjects;
    // Drawn once for all its placements: all of them, or those of the first where they are very many.
    const std::size_t pods = box.subjects.size() * sheet.pods.size() <= mostSelected ? sheet.pods.size() : 1;
    std::vector<Subject> subjects;
    for (std::size_t i = 0; i < pods; ++i) {
        for (const Subject& subject : box.subjects)
            subjects.push_back(Subject::instance(sheet.pods[i] + subject.path.substr(sheet.subject.path.size())));
    }
    return subjects;
}

bool OneLineView::hasInside(const OneLineBox& box)
{
    return (box.symbol == OneLineSymbol::Pod || box.symbol == OneLineSymbol::Rack) && !box.also.empty();
}

void OneLineView::opened(std::size_t at)
{
    const OneLineBox box = m_diagram.boxes[at];
    if (!hasInside(box))
        return;
    const std::string design = box.also.front().path;
    if (box.symbol == OneLineSymbol::Rack) {
        if (const auto id = model::RackDesignId::parse(design))
            showRackInside(*id, !m_racks.contains(design));
        return;
    }
    if (!m_closed.erase(design))
        m_closed.insert(design);
    lay();
}

void OneLineView::fillBoxMenu(QMenu& menu, std::size_t at)
{
    const OneLineBox& box = m_diagram.boxes[at];
    if (!hasInside(box))
        return;
    const std::string design = box.also.front().path;
    const bool open = box.symbol == OneLineSymbol::Rack ? m_racks.contains(design) : !m_closed.contains(design);
    menu.addAction(open ? tr("Hide its &inside") : tr("Show its &inside"), this, [this, at] { opened(at); });
}

void OneLineView::fillMenu(QMenu& menu)
{
    if (m_state)
        menu.addAction(tr("Show the &normal state"), this, [this] {
            session().failures().clear();
            showNormal();
        });
    menu.addAction(tr("New f&eed…"), this, &OneLineView::newFeedRequested);
}

bool OneLineView::marked(const model::Finding& finding) const
{
    return finding.rule.starts_with("PWR") || finding.rule.starts_with("REL");
}

QStringList OneLineView::tipOf(std::size_t at) const
{
    const OneLineBox& box = m_diagram.boxes[at];
    QStringList lines{QStringLiteral("<b>%1</b>").arg(render::counted(box.count, box.name).toHtmlEscaped())};
    for (const auto& [what, much] : box.facts)
        lines << (what + QStringLiteral(": ") + much).toHtmlEscaped();
    if (hasInside(box))
        lines << tr("Double-click shows or hides its inside").toHtmlEscaped();
    return lines;
}

} // namespace colonnade::ui
