#include "ui/style/Style.h"

#include <QApplication>
#include <QGuiApplication>
#include <QPalette>
#include <QPixmapCache>
#include <QProxyStyle>
#include <QStyle>
#include <QStyleOption>
#include <QWidget>

namespace colonnade::ui {

namespace {

const render::Theme* current = nullptr;
std::optional<QPalette> palettePresetBySystem;

QPalette paletteOf(const render::Theme& t)
{
    QPalette palette;
    const auto set = [&](QPalette::ColorRole role, const QColor& colour) {
        palette.setColor(role, colour);
    };
    set(QPalette::Window, t.panel);
    set(QPalette::WindowText, t.text);
    set(QPalette::Base, t.field);
    set(QPalette::AlternateBase, t.panel);
    set(QPalette::Text, t.text);
    set(QPalette::Button, t.panel);
    set(QPalette::ButtonText, t.text);
    set(QPalette::BrightText, t.error);
    set(QPalette::Highlight, t.accent);
    set(QPalette::HighlightedText, t.onAccent);
    set(QPalette::Link, t.accent);
    set(QPalette::LinkVisited, t.accent);
    set(QPalette::ToolTipBase, t.panel);
    set(QPalette::ToolTipText, t.text);
    set(QPalette::PlaceholderText, t.text2);
    set(QPalette::Light, t.hover);
    set(QPalette::Midlight, t.hover);
    set(QPalette::Mid, t.line);
    set(QPalette::Dark, t.strong);
    set(QPalette::Shadow, t.strong);
    const QColor faint = render::mixed(t.text2, t.panel, 0.6);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, faint);
    return palette;
}

/// The style sheet of the whole window, with `@token` standing for the colours of the theme.
QString sheetOf(const render::Theme& t)
{
    QString sheet = QStringLiteral(R"(
QMainWindow, QMainWindow > QWidget#centre { background: @window; }
QMainWindow::separator { background: @window; width: 4px; height: 4px; }
QMainWindow::separator:hover { background: @accent; }
QMainWindow > QTabBar, QMainWindow > QTabBar::tab { height: 0px; max-height: 0px; min-height: 0px; width: 0px;
    margin: 0; padding: 0; border: 0; }
QDockWidget { color: @text; }
QToolTip { background: @panel; color: @text; border: 1px solid @strong; padding: 4px 6px; }

QMenuBar { background: @panel; color: @text; border: 0; }
QMenuBar::item { padding: 5px 8px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: @hover; }
QMenu { background: @panel; color: @text; border: 1px solid @strong; border-radius: 6px; padding: 4px; }
QMenu::item { padding: 4px 28px 4px 26px; border-radius: 4px; }
QMenu::item:selected { background: @selected; }
QMenu::item:disabled { color: @faint; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }
QMenu::icon { left: 6px; }
QMenu::indicator { width: 14px; height: 14px; left: 6px; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QComboBox, QDateEdit {
    background: @field; color: @text; border: 1px solid @strong; border-radius: 4px; padding: 2px 8px;
    selection-background-color: @accent; selection-color: @onaccent; }
QLineEdit, QSpinBox, QDoubleSpinBox, QComboBox, QDateEdit { min-height: 19px; }
QLineEdit:focus, QPlainTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus, QDateEdit:focus {
    border: 1px solid @accent; }
QLineEdit:disabled, QSpinBox:disabled, QComboBox:disabled { color: @faint; border-color: @line; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] { border: 1px solid @error; }
QComboBox::drop-down { border: 0; width: 18px; }
QComboBox::down-arrow { image: url(:/icons/down.svg); width: 10px; height: 10px; }
QComboBox QAbstractItemView { background: @panel; border: 1px solid @strong; selection-background-color: @selected;
    selection-color: @text; outline: 0; padding: 2px; }
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button { border: 0; width: 14px; }

QPushButton { background: @panel; color: @text; border: 1px solid @strong; border-radius: 4px; padding: 4px 12px; min-height: 17px; }
QPushButton:hover { background: @hover; }
QPushButton:pressed { background: @selected; }
QPushButton:disabled { color: @faint; border-color: @line; }
QPushButton:focus { border: 1px solid @accent; }
QPushButton:default, QPushButton[primary="true"] { background: @accent; color: @onaccent; border: 1px solid @accent; }
QPushButton:default:disabled, QPushButton[primary="true"]:disabled { background: @window; color: @faint; border-color: @line; }
QPushButton[link="true"] { background: transparent; border: 0; color: @accent; padding: 2px 0; text-align: left; }
QPushButton[link="true"]:disabled { color: @faint; }
QPushButton[link="true"]:hover, QPushButton[link="true"]:focus { text-decoration: underline; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 4px; padding: 3px; color: @text; }
QToolButton:hover { background: @hover; }
QToolButton:checked, QToolButton:pressed { background: @selected; }
QToolButton:focus { border: 1px solid @accent; }
QToolButton::menu-indicator { image: none; }

QAbstractItemView { background: @panel; color: @text; border: 0; outline: 0; selection-background-color: @selected;
    selection-color: @text; gridline-color: @line; }
QTreeView::item, QListView::item { min-height: 24px; }
QTreeView::item:hover, QListView::item:hover { background: @hover; }
QTreeView::item:selected, QListView::item:selected { background: @selected; color: @text; }
QTreeView::branch { background: @panel; }
QTreeView::branch:selected { background: @selected; }
QHeaderView, QHeaderView::section { background: @panel; color: @text2; border: 0; }
QHeaderView::section { padding: 2px 6px; border-bottom: 1px solid @line; font-weight: 600; }
QTableCornerButton::section { background: @panel; border: 0; }

QScrollArea, QScrollArea > QWidget > QWidget#scrolled { background: @panel; border: 0; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: @scroll; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: @strong; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: @window; }

QCheckBox, QRadioButton, QLabel { background: transparent; color: @text; }
QLabel[secondary="true"] { color: @text2; }
QLabel[wrong="true"] { color: @error; }
QLabel:disabled { color: @faint; }
QStatusBar { background: @panel; color: @text; border-top: 1px solid @line; }
QStatusBar::item { border: 0; }
QDialog, QMessageBox { background: @panel; }
QMessageBox QLabel#qt_msgbox_label { font-size: 15px; font-weight: 600; }
QGroupBox { border: 0; margin-top: 18px; font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; left: 0; color: @text2; }
QTabWidget::pane { border: 0; border-top: 1px solid @line; }
QProgressBar { background: @window; border: 1px solid @strong; border-radius: 2px; text-align: center; color: @text; }
QProgressBar::chunk { background: @accent; }
)");
    const std::pair<const char*, QColor> tokens[] = {
        {"@window", t.window},
        {"@panel", t.panel},
        {"@canvas", t.canvas},
        {"@field", t.field},
        {"@hover", t.hover},
        {"@selected", t.selected},
        {"@text2", t.text2},
        {"@text", t.text},
        {"@line", t.line},
        {"@strong", t.strong},
        {"@scroll", render::mixed(t.strong, t.panel, 0.45)},
        {"@accent", t.accent},
        {"@onaccent", t.onAccent},
        {"@error", t.error},
        {"@faint", render::mixed(t.text2, t.panel, 0.6)},
    };
    for (const auto& [token, colour] : tokens)
        sheet.replace(QLatin1String(token), colour.name());
    return sheet;
}

/// Underlines of mnemonics only while Alt asks for them.
class HouseStyle final : public QProxyStyle {
public:
    HouseStyle() : QProxyStyle(QStringLiteral("Fusion")) { }
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* data) const override
    {
        if (hint == SH_UnderlineShortcut || hint == SH_DialogButtonBox_ButtonsHaveIcons)
            return 0;
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override
    {
        switch (metric) {
        case PM_IndicatorWidth:
        case PM_IndicatorHeight:
        case PM_ExclusiveIndicatorWidth:
        case PM_ExclusiveIndicatorHeight: return 15;
        default: return QProxyStyle::pixelMetric(metric, option, widget);
        }
    }
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override
    {
        switch (element) {
        case PE_IndicatorCheckBox:
        case PE_IndicatorItemViewItemCheck: drawBox(*option, *painter, false); return;
        case PE_IndicatorRadioButton: drawBox(*option, *painter, true); return;
        case PE_IndicatorMenuCheckMark:
            if (option->state & (State_On | State_NoChange))
                drawTick(*painter, option->rect, current->text);
            return;
        default: QProxyStyle::drawPrimitive(element, option, painter, widget);
        }
    }

private:
    static void drawTick(QPainter& painter, const QRectF& box, const QColor& colour)
    {
        const double size = std::min(box.width(), box.height());
        const QPointF middle = box.center();
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(colour, 1.7, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPolyline(QPolygonF{middle + QPointF(-0.26, 0.02) * size, middle + QPointF(-0.07, 0.22) * size,
                                       middle + QPointF(0.28, -0.2) * size});
        painter.restore();
    }
    static void drawBox(const QStyleOption& option, QPainter& painter, bool round)
    {
        const render::Theme& t = *current;
        const QRectF box = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5);
        const bool on = option.state & State_On, enabled = option.state & State_Enabled;
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(option.state & State_HasFocus ? t.accent : enabled ? t.strong : t.line,
                            option.state & State_HasFocus ? 1.6 : 1));
        painter.setBrush(on && enabled ? t.accent : t.field);
        painter.drawRoundedRect(box, round ? box.width() / 2 : 3, round ? box.height() / 2 : 3);
        if (round && on) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(t.onAccent);
            painter.drawEllipse(box.center(), 3, 3);
        } else if (option.state & State_NoChange) {
            painter.fillRect(QRectF(box.left() + 4, box.center().y() - 0.9, box.width() - 8, 1.8), t.text2);
        }
        painter.restore();
        if (!round && on)
            drawTick(painter, box, enabled ? t.onAccent : t.text2);
    }
};

} // namespace

const render::Theme& theme()
{
    return current ? *current : render::Theme::of(render::ThemeName::Light);
}

render::ThemeName systemTheme()
{
    const QPalette palette
        = palettePresetBySystem ? *palettePresetBySystem : QGuiApplication::palette();
    const bool dark = palette.color(QPalette::WindowText).lightness()
        > palette.color(QPalette::Window).lightness();
    return dark ? render::ThemeName::Dark : render::ThemeName::Light;
}

void applyTheme(render::ThemeName name)
{
    if (!palettePresetBySystem)
        palettePresetBySystem = QGuiApplication::palette();
    const render::Theme& next = render::Theme::of(name);
    if (current == &next)
        return;
    current = &next;
    QPixmapCache::clear();
    static bool styled = false;
    if (!styled)
        QApplication::setStyle(new HouseStyle);
    styled = true;
    QApplication::setFont(textFont(render::type::body));
    QApplication::setPalette(paletteOf(next));
    qApp->setStyleSheet(sheetOf(next));
    emit StyleNotice::instance().themeChanged();
    const auto widgets = QApplication::allWidgets();
    for (QWidget* widget : widgets)
        widget->update();
}

QFont textFont(double pixels, QFont::Weight weight)
{
    return render::face(static_cast<const QPaintDevice*>(nullptr), pixels, weight);
}

void dress(QWidget* widget, double pixels, QFont::Weight weight, bool secondary)
{
    widget->setFont(textFont(pixels, weight));
    widget->setProperty("secondary", secondary);
}

StyleNotice& StyleNotice::instance()
{
    static StyleNotice notice;
    return notice;
}

} // namespace colonnade::ui
