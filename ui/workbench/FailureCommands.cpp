#include "ui/workbench/FailureCommands.h"

#include "model/design/Design.h"
#include "ui/document/FailureWhatIf.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"
#include "ui/workbench/Commands.h"

#include <QWidget>

#include <algorithm>

namespace colonnade::ui {

namespace {

/// A network as a whole, a catalog part and the like cannot fail, nor a tray through which no data is routed.
bool mayFail(const model::Design& design, const model::Subject& subject)
{
    using enum model::Subject::Where;
    switch (subject.where) {
    case Instance:
    case RackDesign:
    case PodDesign:
    case Feed:
    case Loop:
    case Cable: return true;
    case Fabric: return subject.path.find('/') != subject.path.rfind('/'); // A rail or plane of it.
    case Tray: {
        const auto found = resolve(design, subject);
        return found && found->tray && found->tray->takesData();
    }
    default: return false;
    }
}

} // namespace

FailureCommands::FailureCommands(DesignSession& session, Commands& commands, QWidget* window) :
    QObject(window),
    m_session(session),
    m_commands(commands)
{
    using K = QKeySequence;
    m_commands.add({"check.fail", tr("Fa&il this part"),
                    tr("What-if: the selection is lost, in all views, a tray with its cables; once more, and it runs again."), {K("I")}, {}},
                   [this] { failSelection(); });
    m_commands.add({"check.failNext", tr("Next sin&gle failure"), tr("Worst first: the next part fails alone."),
                    {K("Ctrl+Alt+Down")}, {}},
                   [this] { m_session.failures().step(1); });
    m_commands.add({"check.failPrevious", tr("Previous singl&e failure"), tr("The part before fails alone."),
                    {K("Ctrl+Alt+Up")}, {}},
                   [this] { m_session.failures().step(-1); });
    m_commands.add({"check.failEnd", tr("End the w&hat-if"), tr("Everything runs again."), {}, {}},
                   [this] { m_session.failures().clear(); });
    connect(&session, &DesignSession::selectionChanged, this, &FailureCommands::refresh);
    connect(&session, &DesignSession::failureChanged, this, &FailureCommands::refresh);
    connect(&session.failures(), &FailureWhatIf::singlesChanged, this, &FailureCommands::refresh);
    refresh();
}

void FailureCommands::refresh()
{
    const auto& selection = m_session.selection();
    const bool may = !selection.empty() && std::all_of(selection.begin(), selection.end(), [this](const model::Subject& subject) {
        return mayFail(*m_session.design(), subject);
    });
    m_commands.setEnabled(QStringLiteral("check.fail"), may,
                          selection.empty() ? tr("Select what fails first") : tr("What is selected cannot fail: select parts, cables or trays"));
    m_commands.setEnabled(QStringLiteral("check.failEnd"), m_session.failures().active(), tr("Nothing has failed"));
    const bool any = m_session.failures().singles() && !m_session.failures().singles()->empty();
    for (const char* id : {"check.failNext", "check.failPrevious"})
        m_commands.setEnabled(QLatin1String(id), any, tr("Open the panel Failures first"));
}

void FailureCommands::failSelection()
{
    const model::Subject& shown = m_session.currentRack();
    const model::RackDesign* design = rackDesignOf(*m_session.design(), shown);
    std::vector<std::string> paths;
    for (const model::Subject& subject : m_session.selection()) {
        // A device of the rack design on screen: that of the rack in which it is shown.
        const auto slash = subject.path.find('/');
        const bool ofShown = subject.where == model::Subject::Where::RackDesign && shown.where == model::Subject::Where::Instance && design
            && subject.path.substr(0, slash) == design->id().text();
        paths.push_back(ofShown ? shown.path + (slash == std::string::npos ? std::string{} : subject.path.substr(slash)) : subject.text());
    }
    if (const auto done = m_session.failures().toggle(paths); !done)
        emit said(words(done.error().text));
}

} // namespace colonnade::ui
