#include "ui/workbench/StartPage.h"

#include "render/plan/PlanPainter.h"
#include "ui/document/Settings.h"
#include "ui/document/Words.h"
#include "ui/style/Icons.h"
#include "ui/style/Style.h"

#include <QAbstractButton>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QTextLayout>
#include <QVBoxLayout>

namespace colonnade::ui {

namespace {

constexpr int pageWidth = 980;
constexpr int recentShown = 8;

QLabel* heading(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    dress(label, render::type::panelTitle, QFont::DemiBold);
    return label;
}

QLabel* remark(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    dress(label, render::type::body, QFont::Normal, true);
    return label;
}

/// A design to begin with: its plan in small, its name, what it is for and its key figures.
class Card final : public QAbstractButton {
public:
    Card(const model::ReferenceDesign& reference, std::optional<model::Design> design,
         QWidget* parent) :
        QAbstractButton(parent),
        m_title(words(reference.title)),
        m_purpose(words(reference.purpose)),
        m_design(std::move(design))
    {
        setObjectName(QStringLiteral("reference-") + words(reference.name));
        setText(m_title);
        setCursor(Qt::PointingHandCursor);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        setFixedHeight(252);
        setMinimumWidth(220);
        setToolTip(m_purpose.toHtmlEscaped());
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const render::Theme& t = theme();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
        painter.setPen(QPen(hasFocus() || underMouse() ? t.accent : t.line,
                            hasFocus() ? 2 : 1));
        painter.setBrush(underMouse() ? t.hover : t.panel);
        painter.drawRoundedRect(box, 6, 6);
        const QRectF picture = QRectF(12, 12, width() - 24.0, 118);
        painter.fillRect(picture, t.canvas);
        if (m_design) {
            painter.save();
            painter.setClipRect(picture);
            if (!m_index)
                m_index.emplace(m_design->hall());
            render::PlanContent content;
            content.index = &*m_index;
            render::PlanOptions options;
            options.tiles = false;
            options.scaleBar = false;
            options.labels = false;
            options.detail = render::PlanDetail::Footprints;
            render::PlanPainter(t, render::PlanLayout::fitted(m_index->extent(), picture, 8), options)
                .paint(painter, picture, content);
            painter.restore();
        }
        const double room = width() - 24.0;
        painter.setPen(t.text);
        painter.setFont(textFont(render::type::panelTitle, QFont::DemiBold));
        render::drawText(painter, {12, 152}, render::elided(painter, m_title, room));
        painter.setFont(textFont(render::type::head));
        painter.setPen(t.text2);
        paintPurpose(painter, {12, 160}, room);
        if (!m_design)
            return;
        const model::FloorFacts& facts = m_design->facts();
        const QString figures = QStringLiteral("%1 · %2 · %3")
                                    .arg(countOf(facts.racks, StartPage::tr("rack"),
                                                 StartPage::tr("racks")),
                                         countText(facts.accelerators) + QChar(0xa0)
                                             + StartPage::tr("GPUs"),
                                         figureText(facts.provisioned.known.value(), "W"));
        painter.setPen(t.text);
        painter.setFont(textFont(render::type::body, QFont::DemiBold));
        render::drawText(painter, {12, 238}, render::elided(painter, figures, room));
    }

private:
    /// As many whole lines as there is room for; the rest is in the tooltip.
    void paintPurpose(QPainter& painter, QPointF at, double room) const
    {
        constexpr int lines = 3;
        QTextLayout text(m_purpose, painter.font());
        text.beginLayout();
        double y = 0;
        for (int line = 0; line < lines; ++line) {
            QTextLine next = text.createLine();
            if (!next.isValid())
                break;
            next.setLineWidth(room);
            next.setPosition({0, y});
            y += next.height();
            const int from = next.textStart();
            const bool cut = line == lines - 1 && from + next.textLength() < m_purpose.size();
            const QString words = cut ? render::elided(painter, m_purpose.mid(from), room)
                                      : m_purpose.mid(from, next.textLength());
            render::drawText(painter, at + QPointF{0, y - next.descent()}, words);
        }
        text.endLayout();
    }

    QString m_title, m_purpose;
    std::optional<model::Design> m_design;
    std::optional<render::PlanIndex> m_index;
};

void clear(QVBoxLayout* layout)
{
    while (auto* item = layout->takeAt(0)) {
        if (auto* widget = item->widget())
            widget->deleteLater();
        delete item;
    }
}

} // namespace

StartPage::StartPage(Settings& settings, QWidget* parent) : QWidget(parent), m_settings(settings)
{
    setObjectName(QStringLiteral("start-page"));
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    outer->addWidget(scroll);
    auto* page = new QWidget(scroll);
    page->setObjectName(QStringLiteral("scrolled"));
    scroll->setWidget(page);
    auto* across = new QHBoxLayout(page);
    across->addStretch(1);
    auto* middle = new QWidget(page);
    middle->setMaximumWidth(pageWidth);
    across->addWidget(middle, 100);
    across->addStretch(1);
    auto* column = new QVBoxLayout(middle);
    column->setContentsMargins(space::groups, 36, space::groups, space::groups);
    column->setSpacing(space::between);

    auto* head = new QHBoxLayout;
    auto* mark = new QLabel(middle);
    mark->setPixmap(accentIcon(QStringLiteral("colonnade")).pixmap(40, 40));
    connect(&StyleNotice::instance(), &StyleNotice::themeChanged, mark, [mark] {
        mark->setPixmap(accentIcon(QStringLiteral("colonnade")).pixmap(40, 40));
    });
    head->addWidget(mark);
    auto* names = new QVBoxLayout;
    names->setSpacing(2);
    auto* name = new QLabel(QStringLiteral("Colonnade"), middle);
    dress(name, render::type::dialogTitle, QFont::DemiBold);
    names->addWidget(name);
    names->addWidget(remark(tr("Rack and cluster reference designs for AI infrastructure"), middle));
    head->addLayout(names, 1);
    column->addLayout(head);
    column->addSpacing(space::groups);

    m_recovery = new QVBoxLayout;
    m_recovery->setSpacing(space::between);
    column->addLayout(m_recovery);

    addReferences(column);

    auto* begin = new QHBoxLayout;
    begin->setSpacing(space::between);
    auto* empty = new QPushButton(tr("Empty hall"), middle);
    empty->setObjectName(QStringLiteral("empty-hall"));
    connect(empty, &QPushButton::clicked, this, &StartPage::emptyHallWanted);
    begin->addWidget(empty);
    auto* open = new QPushButton(tr("Open…"), middle);
    open->setObjectName(QStringLiteral("open-file"));
    connect(open, &QPushButton::clicked, this, &StartPage::openWanted);
    begin->addWidget(open);
    begin->addStretch(1);
    column->addSpacing(space::between);
    column->addLayout(begin);
    column->addSpacing(space::groups);
    m_recent = new QVBoxLayout;
    m_recent->setSpacing(0);
    column->addLayout(m_recent);
    column->addStretch(1);
    refresh();
}

void StartPage::refresh()
{
    fillRecent();
    fillRecovery();
}

void StartPage::addReferences(QVBoxLayout* column)
{
    const auto references = model::referenceDesigns();
    if (references.empty())
        return;
    column->addWidget(heading(tr("Begin with a reference design"), this));
    auto* grid = new QGridLayout;
    grid->setSpacing(space::panel);
    int at = 0;
    for (const auto& reference : references) {
        auto loaded = model::loadReference(reference.name);
        auto* card
            = new Card(reference, loaded ? std::optional(std::move(*loaded)) : std::nullopt, this);
        connect(card, &QAbstractButton::clicked, this,
                [this, name = words(reference.name)] { emit referenceWanted(name); });
        grid->addWidget(card, at / 3, at % 3);
        ++at;
    }
    column->addLayout(grid);
}

void StartPage::fillRecent()
{
    clear(m_recent);
    const QStringList files = m_settings.recentFiles();
    if (files.isEmpty())
        return;
    m_recent->addWidget(heading(tr("Recent files"), this));
    m_recent->addSpacing(space::inside);
    for (const QString& path : files.mid(0, recentShown)) {
        const QFileInfo info(path);
        QString folder = info.absolutePath();
        if (folder.startsWith(QDir::homePath()))
            folder.replace(0, QDir::homePath().size(), QStringLiteral("~"));
        auto* button = new QPushButton(info.fileName() + QStringLiteral("    ") + folder, this);
        button->setProperty("link", true);
        button->setCursor(Qt::PointingHandCursor);
        button->setEnabled(info.exists());
        connect(button, &QPushButton::clicked, this, [this, path] { emit fileWanted(path); });
        m_recent->addWidget(button, 0, Qt::AlignLeft);
    }
}

void StartPage::fillRecovery()
{
    clear(m_recovery);
    const std::string state = model::stateFolder();
    model::removeOldDiscarded(state);
    const auto scan = model::findRecoveries(state);
    bool first = true;
    for (const auto& candidate : scan.candidates) {
        if (candidate.isDiscarded)
            continue;
        if (first)
            m_recovery->addWidget(heading(tr("Work that was not saved"), this));
        first = false;
        auto* box = new QWidget(this);
        auto* row = new QHBoxLayout(box);
        row->setContentsMargins(0, 0, 0, 0);
        const QString name = candidate.document.path.empty()
            ? tr("A design without a file")
            : QFileInfo(words(candidate.document.path)).fileName();
        const QString when
            = QDateTime::fromSecsSinceEpoch(candidate.keptAt).toString(QStringLiteral("yyyy-MM-dd HH:mm"));
        QString text = tr("%1, %2 beyond the file, kept %3")
                           .arg(name,
                                countOf(static_cast<qint64>(candidate.edits), tr("edit"),
                                        tr("edits")),
                                when);
        if (candidate.isDangerous())
            text += tr(". The program ended twice while opening it; it lies in %1")
                        .arg(words(candidate.folder));
        auto* label = new QLabel(text, box);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        row->addWidget(label, 1);
        if (!candidate.isDangerous()) {
            auto* recover = new QPushButton(tr("Recover"), box);
            recover->setObjectName(QStringLiteral("recover"));
            connect(recover, &QPushButton::clicked, this,
                    [this, candidate] { emit recoveryWanted(candidate); });
            row->addWidget(recover);
        }
        auto* discard = new QPushButton(tr("Discard"), box);
        discard->setToolTip(tr("It stays for 30 days in %1").arg(words(candidate.folder)));
        connect(discard, &QPushButton::clicked, this, [this, candidate] {
            (void)model::discardRecovery(candidate);
            fillRecovery();
        });
        row->addWidget(discard);
        m_recovery->addWidget(box);
    }
    if (!first)
        m_recovery->addSpacing(space::groups);
}

void StartPage::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), theme().panel);
}

} // namespace colonnade::ui
