#include "ui/workbench/MeasuredCommands.h"

#include "model/edit/MeasurementEdits.h"
#include "model/exchange/MeasurementImport.h"
#include "model/exchange/SaveFile.h"
#include "ui/document/Settings.h"
#include "ui/document/Words.h"
#include "ui/workbench/Commands.h"
#include "ui/workbench/Dialogs.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>

namespace colonnade::ui {

MeasuredCommands::MeasuredCommands(DesignSession& session, Settings& settings, Commands& commands, QWidget* window) :
    QObject(window),
    m_session(session),
    m_settings(settings),
    m_window(window)
{
    commands.add({QStringLiteral("file.importMeasured"), tr("&Measured results…"),
                  tr("Runs that were measured, as CSV or JSON, beside the estimates of their workloads."), {}, {}},
                 [this] { choose(); });
}

void MeasuredCommands::choose()
{
    const QString path = QFileDialog::getOpenFileName(m_window, tr("Import measured results"), m_settings.lastFolder(),
                                                      tr("Measured results (*.csv *.json);;All files (*)"));
    if (path.isEmpty())
        return;
    m_settings.setLastFolder(QFileInfo(path).absolutePath());
    if (const auto done = importFile(path); !done) {
        showProblem(m_window, tr("No results were imported"), words(done.error().text), QStringLiteral("measured-refused"));
    }
}

model::Result<void> MeasuredCommands::importFile(const QString& path)
{
    const std::string name = utf8(path);
    const auto file = model::readFile(name, model::measurementBytes);
    if (!file)
        return tl::unexpected{file.error()};
    const auto import = model::readMeasurements(file->bytes, utf8(QFileInfo(path).fileName()), *m_session.design());
    if (!import)
        return tl::unexpected{import.error()};
    QStringList remarks;
    for (const auto* sentences : {&import->notTaken, &import->notes}) {
        for (const std::string& sentence : *sentences)
            remarks += words(sentence);
    }
    const std::string taken = takenText(*import, utf8(QFileInfo(path).fileName()));
    if (import->taken.empty())
        return model::fail("{}. {}", taken, utf8(remarks.value(0)));
    const auto done = m_session.apply(tr("Import %1").arg(countOf(static_cast<qint64>(import->taken.size()), tr("measurement"), tr("measurements"))),
                                      [runs = import->taken](const model::Design& design) { return model::addMeasurements(design, runs); });
    if (!done)
        return done;
    emit said(words(taken));
    emit imported();
    if (!remarks.isEmpty()) {
        auto* box = new QMessageBox(QMessageBox::Information, tr("Measured results"), words(taken), QMessageBox::Ok, m_window);
        box->setObjectName(QStringLiteral("measured-report"));
        box->setTextFormat(Qt::PlainText);
        box->setInformativeText(remarks.first());
        box->setDetailedText(remarks.join(QLatin1Char('\n')));
        box->setAttribute(Qt::WA_DeleteOnClose);
        box->open();
    }
    return {};
}

} // namespace colonnade::ui
