#include "ui/workbench/CommandPalette.h"

#include "render/theme/Glyphs.h"
#include "ui/catalog/PartText.h"
#include "ui/document/DesignSession.h"
#include "ui/document/Settings.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"
#include "ui/rules/RuleStanding.h"
#include "ui/style/Style.h"
#include "ui/workbench/Commands.h"

#include <QAbstractListModel>
#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QPointer>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace colonnade::ui {

class PaletteModel final : public QAbstractListModel {
public:
    using QAbstractListModel::QAbstractListModel;
    enum Role { DetailRole = Qt::UserRole + 1, KindRole, ReasonRole };

    void show(std::vector<const PaletteEntry*> entries)
    {
        beginResetModel();
        m_entries = std::move(entries);
        endResetModel();
    }
    [[nodiscard]] const PaletteEntry* at(int row) const
    {
        return row >= 0 && row < static_cast<int>(m_entries.size())
            ? m_entries[static_cast<std::size_t>(row)]
            : nullptr;
    }
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
    }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override
    {
        const PaletteEntry* entry = index.isValid() ? at(index.row()) : nullptr;
        if (!entry)
            return {};
        switch (role) {
        case Qt::DisplayRole: return entry->text;
        case DetailRole: return entry->detail;
        case KindRole: return static_cast<int>(entry->kind);
        case ReasonRole: return entry->reason;
        default: return {};
        }
    }

private:
    std::vector<const PaletteEntry*> m_entries;
};

namespace {

constexpr int mostShown = 60;
constexpr int mostPlaces = 20000;

class PaletteDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        return {200, 28};
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        const render::Theme& t = theme();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QRectF box = option.rect;
        if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver)) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(option.state & QStyle::State_Selected ? t.selected : t.hover);
            painter->drawRoundedRect(box.adjusted(4, 1, -4, -1), 4, 4);
        }
        static constexpr const char* kinds[] = {QT_TRANSLATE_NOOP("CommandPalette", "Action"),
                                                QT_TRANSLATE_NOOP("CommandPalette", "Place"),
                                                QT_TRANSLATE_NOOP("CommandPalette", "Finding"),
                                                QT_TRANSLATE_NOOP("CommandPalette", "Part"),
                                                QT_TRANSLATE_NOOP("CommandPalette", "Rule")};
        painter->setFont(textFont(render::type::axis));
        painter->setPen(t.text2);
        painter->drawText(box.adjusted(14, 0, 0, 0), Qt::AlignVCenter,
                          CommandPalette::tr(kinds[index.data(PaletteModel::KindRole).toInt()]));
        const QString reason = index.data(PaletteModel::ReasonRole).toString();
        const QString detail
            = reason.isEmpty() ? index.data(PaletteModel::DetailRole).toString() : reason;
        painter->setFont(textFont(11));
        const double detailWidth
            = std::min(QFontMetricsF(painter->font()).horizontalAdvance(detail), box.width() * 0.5);
        painter->drawText(box.adjusted(box.width() - detailWidth - 14, 0, -14, 0),
                          int(Qt::AlignVCenter) | int(Qt::AlignRight),
                          QFontMetricsF(painter->font())
                              .elidedText(detail, Qt::ElideRight, detailWidth));
        painter->setFont(textFont(12.5));
        painter->setPen(reason.isEmpty() ? t.text : t.text2);
        const QRectF text = box.adjusted(66, 0, -detailWidth - 24, 0);
        painter->drawText(text, Qt::AlignVCenter,
                          QFontMetricsF(painter->font())
                              .elidedText(index.data().toString(), Qt::ElideRight, text.width()));
        painter->restore();
    }
};

} // namespace

int paletteScore(const QString& text, const QString& typed)
{
    if (typed.isEmpty())
        return 1;
    const QString lower = text.toLower();
    int score = 0;
    const auto words = typed.toLower().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const QString& word : words) {
        qsizetype at = lower.indexOf(word);
        bool beginsWord = false;
        for (qsizetype from = at; from >= 0; from = lower.indexOf(word, from + 1)) {
            if (from == 0 || !lower[from - 1].isLetterOrNumber()) {
                beginsWord = true;
                at = from;
                break;
            }
        }
        if (at >= 0) {
            score += (beginsWord ? 100 : 50) + (at == 0 ? 20 : 0);
            continue;
        }
        // Letters in order: "dcp" finds "Duplicate part".
        qsizetype from = 0;
        for (const QChar letter : word) {
            from = lower.indexOf(letter, from);
            if (from < 0)
                return 0;
            ++from;
        }
        score += 10;
    }
    return score;
}

CommandPalette::CommandPalette(DesignSession& session, Commands& commands, Settings& settings,
                               QWidget* window) :
    QWidget(window),
    m_session(session),
    m_commands(commands),
    m_settings(settings)
{
    setObjectName(QStringLiteral("command-palette"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(6);
    m_field = new QLineEdit(this);
    m_field->setObjectName(QStringLiteral("palette-field"));
    m_field->setFont(textFont(render::type::panelTitle));
    m_field->setPlaceholderText(
        tr("Search parts, places, actions, findings, rules   >  @  #  + narrow it"));
    layout->addWidget(m_field);
    m_model = new PaletteModel(this);
    m_list = new QListView(this);
    m_list->setObjectName(QStringLiteral("palette-list"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    layout->addWidget(m_list, 1);
    m_none = new QLabel(this);
    m_none->setObjectName(QStringLiteral("palette-none"));
    m_none->setTextFormat(Qt::PlainText);
    m_none->setAlignment(Qt::AlignCenter);
    m_none->setWordWrap(true);
    dress(m_none, render::type::body, QFont::Normal, true);
    layout->addWidget(m_none, 1);
    m_field->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::narrow);
    connect(m_list, &QListView::clicked, this, &CommandPalette::run);
    hide();
}

int CommandPalette::count() const
{
    return m_model->rowCount();
}

void CommandPalette::open(const QString& typed)
{
    m_focusBefore = QApplication::focusWidget();
    const int width = std::min(640, parentWidget()->width() - 80);
    setGeometry((parentWidget()->width() - width) / 2, 64, width,
                std::min(440, parentWidget()->height() - 120));
    collect();
    m_field->setText(typed);
    narrow();
    show();
    raise();
    m_field->setFocus();
}

void CommandPalette::collect()
{
    using Kind = PaletteEntry::Kind;
    m_all.clear();
    for (QAction* action : m_commands.all()) {
        m_all.push_back({Kind::Action, action->objectName(), Commands::plainText(action),
                         action->shortcut().toString(QKeySequence::NativeText),
                         action->isEnabled() ? QString()
                             : Commands::reasonOff(action).isEmpty()
                             ? tr("Not now")
                             : Commands::reasonOff(action),
                         [action] { action->trigger(); }});
    }
    const DesignRef design = m_session.design();
    const auto go = [this](const model::Subject& subject) {
        return [this, subject] {
            m_session.select({subject});
            m_session.showRack(subject);
            m_session.frame({subject});
        };
    };
    const auto addPlace = [&](const model::Subject& subject, const QString& detail) {
        if (m_all.size() < mostPlaces)
            m_all.push_back({Kind::Place, words(subject.text()), placeOf(*design, subject), detail,
                             {}, go(subject)});
    };
    for (const auto& pod : design->hall()->pods)
        addPlace(model::Subject::instance(pod.id.text()), words(pod.pod->name()));
    model::forEachInstance(*design->hall(), [&](const model::Instance& instance) {
        const auto* rack = instance.rack();
        addPlace(model::Subject::instance(instance.path),
                 rack ? figureText(rack->facts().provisioned.known.value(), "W") : QString());
    });
    for (const auto& [id, rack] : design->rackDesigns())
        addPlace(model::Subject::rack(id.text()), words(rack->name()));
    const Judgement& judgement = m_session.judgement();
    if (judgement.evaluation) {
        for (const auto& finding : judgement.evaluation->findings) {
            if (finding.subjects.empty())
                continue;
            m_all.push_back({Kind::Finding, words(finding.key()),
                             words(finding.rule) + QStringLiteral("  ") + words(finding.message),
                             placeOf(*design, finding.subjects.front()),
                             {},
                             go(finding.subjects.front())});
        }
    }
    for (const auto& standing : ruleStandings(judgement, m_session.profile(), m_session.namedProfile())) {
        const QString id = words(standing.info->id);
        m_all.push_back({Kind::Rule, QStringLiteral("rule:") + id, id + QStringLiteral("  ") + words(standing.info->title),
                         standingWords(standing),
                         {},
                         [this, id] { emit ruleChosen(id); }});
    }
    const auto* rack = rackDesignOf(*design, m_session.currentRack());
    for (const auto& [id, part] : m_session.catalog().parts()) {
        const QString text = words(part->model);
        QString reason = whyNotPlaced(*part, rack);
        if (!reason.isEmpty())
            reason[0] = reason[0].toUpper();
        m_all.push_back({Kind::Part, words(id.text()), text,
                         words(part->vendor) + QStringLiteral(" · ")
                             + kindText(part->kind),
                         reason,
                         [this, id = words(id.text())] { emit partChosen(id); }});
    }
}

void CommandPalette::narrow()
{
    QString typed = m_field->text().trimmed();
    std::optional<PaletteEntry::Kind> only;
    if (!typed.isEmpty()) {
        static constexpr std::pair<char, PaletteEntry::Kind> prefixes[] = {
            {'>', PaletteEntry::Kind::Action},
            {'@', PaletteEntry::Kind::Place},
            {'#', PaletteEntry::Kind::Finding},
            {'+', PaletteEntry::Kind::Part}};
        for (const auto& [prefix, kind] : prefixes) {
            if (typed.front() == QLatin1Char(prefix)) {
                only = kind;
                typed = typed.mid(1).trimmed();
                break;
            }
        }
    }
    const QStringList recent = m_settings.recentCommands();
    struct Ranked {
        int score;
        const PaletteEntry* entry;
    };
    std::vector<Ranked> ranked;
    for (const PaletteEntry& entry : m_all) {
        // What a rule found and the rule itself are asked for by the same sign.
        if (only && entry.kind != *only && !(only == PaletteEntry::Kind::Finding && entry.kind == PaletteEntry::Kind::Rule))
            continue;
        if (!only && typed.isEmpty() && entry.kind != PaletteEntry::Kind::Action)
            continue;
        int score = paletteScore(entry.text, typed);
        if (score == 0 && entry.kind == PaletteEntry::Kind::Part) // "nvl72 frame", "vertiv cdu"
            score = paletteScore(entry.text + QLatin1Char(' ') + entry.detail, typed) * 2 / 3;
        if (score == 0 && !typed.isEmpty())
            score = paletteScore(entry.id, typed) / 2;
        if (score == 0)
            continue;
        if (const auto at = recent.indexOf(entry.id); at >= 0)
            score += 30 - static_cast<int>(std::min<qsizetype>(at, 25));
        // What cannot be placed here is still found, below all that can.
        if (!entry.reason.isEmpty())
            score = entry.kind == PaletteEntry::Kind::Part ? std::max(1, score / 4) : score - 15;
        if (entry.kind == PaletteEntry::Kind::Action)
            score += 5;
        ranked.push_back({score, &entry});
    }
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const Ranked& a, const Ranked& b) { return a.score > b.score; });
    std::vector<const PaletteEntry*> shown;
    for (const Ranked& each : ranked) {
        if (static_cast<int>(shown.size()) == mostShown)
            break;
        shown.push_back(each.entry);
    }
    m_none->setText(tr("Nothing here is named '%1'.").arg(typed));
    m_none->setVisible(shown.empty());
    m_list->setVisible(!shown.empty());
    m_model->show(std::move(shown));
    m_list->setCurrentIndex(m_model->index(0, 0));
}

void CommandPalette::run()
{
    const PaletteEntry* entry = m_model->at(m_list->currentIndex().row());
    if (!entry || !entry->reason.isEmpty())
        return;
    m_settings.addRecentCommand(entry->id);
    const auto chosen = entry->run;
    hide();
    chosen();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const int row = m_list->currentIndex().row();
        const auto go = [&](int to) {
            const int last = m_model->rowCount() - 1;
            m_list->setCurrentIndex(m_model->index(std::clamp(to, 0, std::max(0, last)), 0));
        };
        switch (key->key()) {
        case Qt::Key_Down: go(row + 1); return true;
        case Qt::Key_Up: go(row - 1); return true;
        case Qt::Key_PageDown: go(row + 10); return true;
        case Qt::Key_PageUp: go(row - 10); return true;
        case Qt::Key_Return:
        case Qt::Key_Enter: run(); return true;
        case Qt::Key_Escape: hide(); return true;
        default: break;
        }
    } else if (watched == m_field && event->type() == QEvent::FocusOut) {
        hide();
    } else if (watched == m_field && event->type() == QEvent::ShortcutOverride) {
        event->accept(); // letters are typed here, not taken as commands
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void CommandPalette::hideEvent(QHideEvent*)
{
    if (m_focusBefore && m_field->hasFocus())
        m_focusBefore->setFocus();
    m_focusBefore = nullptr;
}

void CommandPalette::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme().strong);
    painter.setBrush(theme().panel);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

} // namespace colonnade::ui
