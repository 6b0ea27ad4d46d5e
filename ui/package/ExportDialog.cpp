#include "ui/package/ExportDialog.h"

#include "model/exchange/SaveFile.h"
#include "model/exchange/package/PackageJson.h"
#include "model/units/Text.h"
#include "render/report/Report.h"
#include "render/scene/FloorPicture.h"
#include "render/theme/Glyphs.h"
#include "ui/document/Words.h"

#include <QClipboard>
#include <QComboBox>
#include <QCoreApplication>
#include <QDate>
#include <QDesktopServices>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QThreadPool>
#include <QUrl>
#include <QVBoxLayout>

namespace colonnade::ui {
namespace {

constexpr int glyphPixels = 14;

/// Everything that the worker needs: values only.
struct Order {
    DesignRef design;
    model::Profile profile;
    model::PackageOptions options;
    bool pdf = true;
    render::ReportOptions report;
    std::string path;
};

struct Outcome {
    QString result, fault;
};

model::Package packageFor(const Order& order)
{
    const model::Evaluation evaluation = model::RuleEngine{}.evaluate(*order.design, order.profile, order.options.issuedOn);
    return model::packageOf(*order.design, order.profile, evaluation, model::packageWorkloads(*order.design, order.profile), order.options);
}

Outcome carriedOut(const Order& order)
{
    const model::Package package = packageFor(order);
    std::string bytes;
    QString pages;
    if (order.pdf) {
        const auto report = render::writePdf(package, *order.design, order.report);
        if (!report)
            return {{}, words(report.error().text)};
        bytes.assign(report->bytes.constData(), static_cast<std::size_t>(report->bytes.size()));
        pages = QCoreApplication::translate("ExportDialog", "%n pages, ", nullptr, report->pages);
        if (report->pages == 1)
            pages = QCoreApplication::translate("ExportDialog", "1 page, ");
    } else {
        bytes = model::packageJson(package);
    }
    const model::SaveReport saved = model::saveFile(order.path, bytes);
    if (!saved.isInPlace())
        return {{}, words(saved.message)};
    return {QStringLiteral("%1%2, design %3 %4")
                .arg(pages, figureText(static_cast<double>(bytes.size()), "B", 2), words(package.designHash.substr(0, 4)),
                     words(package.designHash.substr(4, 4))),
            {}};
}

render::Glyph glyphFor(const model::package::OpenMatter& matter)
{
    if (matter.count == 0)
        return render::Glyph::Ok;
    if (matter.key == "errors")
        return render::Glyph::Error;
    if (matter.key == "warnings" || matter.key == "stale_waivers")
        return render::Glyph::Warning;
    return matter.key == "unsourced_figures" ? render::Glyph::Info : render::Glyph::NotEvaluated;
}

/// One word of a POSIX shell.
QString shellWord(QString text)
{
    text.replace(QLatin1Char('\''), QStringLiteral("'\\''"));
    return QLatin1Char('\'') + text + QLatin1Char('\'');
}

QLabel* plainLabel(const QString& text)
{
    auto* label = new QLabel{text};
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

ExportDialog::ExportDialog(DesignSession* session, QWidget* parent) :
    QDialog{parent}, m_session{session}, m_date{QDate::currentDate().toString(Qt::ISODate)}
{
    setObjectName(QStringLiteral("exportDialog"));
    setWindowTitle(tr("Export package"));
    auto* layout = new QVBoxLayout{this};
    auto* columns = new QHBoxLayout;
    auto* left = new QVBoxLayout;
    buildFields(left);
    columns->addLayout(left, 3);
    auto* right = new QVBoxLayout;
    auto* heading = plainLabel(tr("Open matters"));
    QFont bold = heading->font();
    bold.setWeight(QFont::DemiBold);
    heading->setFont(bold);
    right->addWidget(heading);
    m_matters = new QVBoxLayout;
    right->addLayout(m_matters);
    right->addStretch();
    columns->addSpacing(24);
    columns->addLayout(right, 2);
    layout->addLayout(columns);
    buildResult(layout);
    setMinimumWidth(640);
    findOpenMatters();
}

ExportDialog::~ExportDialog()
{
    if (m_cancel)
        m_cancel->store(true);
}

void ExportDialog::buildFields(QVBoxLayout* layout)
{
    auto* form = new QFormLayout;
    m_kind = new QComboBox;
    m_kind->setObjectName(QStringLiteral("exportKind"));
    m_kind->addItem(tr("PDF, A4 landscape"), QStringLiteral("pdf"));
    m_kind->addItem(tr("JSON, for machines"), QStringLiteral("json"));
    form->addRow(tr("Kind"), m_kind);
    m_title = new QLineEdit{words(m_session->design()->name())};
    m_title->setObjectName(QStringLiteral("exportTitle"));
    form->addRow(tr("Title"), m_title);
    m_revision = new QLineEdit{QStringLiteral("A")};
    m_revision->setObjectName(QStringLiteral("exportRevision"));
    m_revision->setMaxLength(20);
    form->addRow(tr("Revision"), m_revision);
    m_status = new QComboBox;
    m_status->setObjectName(QStringLiteral("exportStatus"));
    m_status->addItem(tr("Draft"), QStringLiteral("draft"));
    m_status->addItem(tr("For review"), QStringLiteral("for_review"));
    m_status->addItem(tr("Issued"), QStringLiteral("issued"));
    form->addRow(tr("Status"), m_status);
    m_audience = new QComboBox;
    m_audience->setObjectName(QStringLiteral("exportAudience"));
    m_audience->addItem(tr("Internal: everything"), QStringLiteral("internal"));
    form->addRow(tr("Audience"), m_audience);
    layout->addLayout(form);
    layout->addStretch();
}

void ExportDialog::buildResult(QVBoxLayout* layout)
{
    m_progress = new QProgressBar;
    m_progress->setObjectName(QStringLiteral("exportProgress"));
    m_progress->setRange(0, 100);
    m_progress->hide();
    layout->addWidget(m_progress);
    m_result = plainLabel({});
    m_result->setObjectName(QStringLiteral("exportResult"));
    m_result->setWordWrap(true);
    m_result->hide();
    layout->addWidget(m_result);
    auto* row = new QHBoxLayout;
    const auto add = [row](const QString& text, const char* name) {
        auto* button = new QPushButton{text};
        button->setObjectName(QLatin1StringView{name});
        button->setAutoDefault(false);
        row->addWidget(button);
        return button;
    };
    m_open = add(tr("Open"), "exportOpen");
    m_folder = add(tr("Show in folder"), "exportFolder");
    m_copy = add(tr("Copy the command line that makes the same"), "exportCopy");
    row->addStretch();
    m_close = add(tr("Close"), "exportClose");
    m_export = add(tr("Export…"), "exportGo");
    m_export->setDefault(true);
    layout->addLayout(row);
    for (QPushButton* button : {m_open, m_folder, m_copy})
        button->hide();
    connect(m_export, &QPushButton::clicked, this, &ExportDialog::chooseFile);
    connect(m_close, &QPushButton::clicked, this, &ExportDialog::reject);
    connect(m_open, &QPushButton::clicked, this, [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_path)); });
    connect(m_folder, &QPushButton::clicked, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo{m_path}.absolutePath())); });
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(commandLine(m_path)); });
    connect(this, &ExportDialog::written, this, &ExportDialog::showWritten);
    connect(this, &ExportDialog::failed, this, &ExportDialog::showFailed);
}

void ExportDialog::findOpenMatters()
{
    m_matters->addWidget(plainLabel(tr("Counting…")));
    Order order{m_session->design(), m_session->profile(), options(), true, {}, {}};
    QThreadPool::globalInstance()->start([order = std::move(order), dialog = QPointer{this}] {
        const model::Evaluation evaluation = model::RuleEngine{}.evaluate(*order.design, order.profile, order.options.issuedOn);
        const model::Package package = model::packageOf(*order.design, order.profile, evaluation, {}, order.options);
        QMetaObject::invokeMethod(qApp, [dialog, matters = package.openMatters] {
            if (dialog)
                dialog->showOpenMatters(matters);
        });
    });
}

void ExportDialog::showOpenMatters(const std::vector<model::package::OpenMatter>& matters)
{
    while (QLayoutItem* item = m_matters->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const bool dark = palette().window().color().lightness() < 128;
    const render::Theme& theme = render::Theme::of(dark ? render::ThemeName::Dark : render::ThemeName::Light);
    auto* holder = new QWidget;
    holder->setObjectName(QStringLiteral("exportMatters"));
    auto* grid = new QGridLayout{holder};
    grid->setContentsMargins(0, 0, 0, 0);
    int row = 0;
    for (const model::package::OpenMatter& matter : matters) {
        auto* glyph = new QLabel;
        glyph->setPixmap(render::glyphPixmap(glyphFor(matter), theme, glyphPixels, devicePixelRatioF()));
        grid->addWidget(glyph, row, 0);
        grid->addWidget(plainLabel(words(matter.label)), row, 1);
        auto* number = plainLabel(countText(matter.count));
        number->setAlignment(Qt::AlignRight);
        grid->addWidget(number, row, 2);
        ++row;
    }
    grid->setColumnStretch(1, 1);
    m_matters->addWidget(holder);
}

bool ExportDialog::wantsPdf() const
{
    return m_kind->currentData().toString() == QLatin1StringView{"pdf"};
}

model::PackageOptions ExportDialog::options() const
{
    model::PackageOptions options;
    options.title = utf8(m_title->text().trimmed());
    options.revision = utf8(m_revision->text().trimmed());
    options.status = model::packageStatusFrom(utf8(m_status->currentData().toString()));
    options.issuedOn = utf8(m_date);
    options.file = utf8(m_session->path());
    options.programVersion = utf8(QCoreApplication::applicationVersion());
    return options;
}

void ExportDialog::chooseFile()
{
    const QString ending = wantsPdf() ? QStringLiteral(".pdf") : QStringLiteral(".json");
    const QFileInfo design{m_session->path()};
    const QString stem = m_session->path().isEmpty() ? QStringLiteral("package") : design.completeBaseName();
    QString path = QFileDialog::getSaveFileName(this, tr("Export package"), design.absolutePath() + QLatin1Char('/') + stem + ending,
                                                wantsPdf() ? tr("PDF (*.pdf)") : tr("JSON (*.json)"));
    if (path.isEmpty())
        return;
    if (!path.endsWith(ending, Qt::CaseInsensitive))
        path += ending;
    exportTo(path);
}

void ExportDialog::exportTo(const QString& path)
{
    if (isBusy())
        return;
    setBusy(true);
    auto cancelled = m_cancel;
    const QPointer dialog{this};
    Order order{m_session->design(), m_session->profile(), options(), wantsPdf(), {}, utf8(path)};
    if (order.pdf) {
        // The only part that must be drawn in the window's thread.
        auto picture = render::floorPicture(*order.design, render::Theme::of(render::ThemeName::Light), render::reportFloorPictureSize(), {}, 2);
        if (picture)
            order.report.floor = std::move(*picture);
        else
            order.report.whyNoFloor = words(picture.error().text);
        order.report.progress = [dialog, cancelled](double share) {
            QMetaObject::invokeMethod(qApp, [dialog, share] {
                if (dialog)
                    dialog->m_progress->setValue(static_cast<int>(share * 100));
            });
            return !cancelled->load();
        };
    }
    QThreadPool::globalInstance()->start([order = std::move(order), cancelled, dialog, path] {
        const Outcome outcome = carriedOut(order);
        QMetaObject::invokeMethod(qApp, [dialog, cancelled, path, outcome] {
            if (!dialog)
                return;
            dialog->setBusy(false);
            if (outcome.fault.isEmpty())
                emit dialog->written(path, outcome.result);
            else
                emit dialog->failed(cancelled->load() ? tr("Cancelled; nothing was written.") : outcome.fault);
        });
    });
}

QString ExportDialog::commandLine(const QString& path) const
{
    if (m_session->path().isEmpty())
        return {};
    return QStringLiteral("colonnade export %1 --to %2 --title %3 --revision %4 --status %5 --date %6 -o %7")
        .arg(shellWord(m_session->path()), m_kind->currentData().toString(), shellWord(m_title->text().trimmed()),
             shellWord(m_revision->text().trimmed()), m_status->currentData().toString(), m_date, shellWord(path));
}

void ExportDialog::setBusy(bool busy)
{
    m_cancel = busy ? std::make_shared<std::atomic<bool>>(false) : nullptr;
    m_progress->setVisible(busy);
    m_progress->setRange(0, busy && !wantsPdf() ? 0 : 100);
    m_progress->setValue(0);
    m_export->setEnabled(!busy);
    m_close->setText(busy ? tr("Cancel") : tr("Close"));
    for (QWidget* field : {static_cast<QWidget*>(m_kind), static_cast<QWidget*>(m_title), static_cast<QWidget*>(m_revision),
                           static_cast<QWidget*>(m_status), static_cast<QWidget*>(m_audience)})
        field->setEnabled(!busy);
    if (!busy)
        return;
    m_result->hide();
    for (QPushButton* button : {m_open, m_folder, m_copy})
        button->hide();
}

void ExportDialog::showWritten(const QString& path, const QString& result)
{
    m_path = path;
    m_result->setText(QStringLiteral("%1: %2").arg(QFileInfo{path}.fileName(), result));
    m_result->show();
    m_open->show();
    m_folder->show();
    m_copy->setVisible(true);
    const bool same = !m_session->path().isEmpty() && !m_session->isModified();
    m_copy->setEnabled(same);
    m_copy->setToolTip(same ? QString{} : tr("Save the design first: the command line reads the file."));
}

void ExportDialog::showFailed(const QString& why)
{
    m_result->setText(why);
    m_result->show();
}

void ExportDialog::cancel()
{
    if (m_cancel)
        m_cancel->store(true);
}

void ExportDialog::reject()
{
    if (isBusy()) {
        cancel();
        return;
    }
    QDialog::reject();
}

} // namespace colonnade::ui
