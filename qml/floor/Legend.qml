import QtQuick

// What the colours of an overlay mean.
Rectangle {
    id: root
    required property var stage
    readonly property var legend: stage.legend
    // Beside a drawing the picture is small: then the plate takes as little of it as it can.
    property bool compact: false
    readonly property int bar: compact ? 120 : 192
    readonly property int most: compact ? 5 : 9

    visible: legend.title !== ""
    width: content.width + (compact ? 12 : 20)
    height: content.height + (compact ? 8 : 14)
    radius: 6
    color: stage.colours.plate
    border.width: 1
    border.color: stage.colours.plateLine
    opacity: 0.96

    Column {
        id: content
        x: root.compact ? 6 : 10
        y: root.compact ? 4 : 7
        spacing: root.compact ? 2 : 4

        Text {
            text: root.legend.title
            textFormat: Text.PlainText
            font: root.stage.plateFont
            color: root.stage.colours.text
        }
        Row {
            visible: root.legend.scale.length > 0
            Repeater {
                model: 24
                Rectangle {
                    required property int index
                    readonly property var scale: root.legend.scale
                    readonly property real at: scale.length > 1 ? index / 23 * (scale.length - 1) : 0
                    readonly property int low: Math.min(Math.floor(at), Math.max(0, scale.length - 2))
                    width: root.bar / 24
                    height: root.compact ? 8 : 10
                    color: scale.length > 1 ? mixed(scale[low], scale[low + 1], at - low) : "transparent"
                    function mixed(a: color, b: color, share: real): color {
                        return Qt.rgba(a.r + (b.r - a.r) * share, a.g + (b.g - a.g) * share, a.b + (b.b - a.b) * share, 1)
                    }
                }
            }
        }
        Item {
            visible: root.legend.limit >= 0
            width: root.bar
            height: 0
            Rectangle {
                x: root.legend.limit * root.bar - 1
                y: -17
                width: 2
                height: 16
                color: root.stage.colours.error
            }
        }
        Item {
            visible: root.legend.ticks.length > 0
            width: root.bar
            height: visible ? 14 : 0
            Repeater {
                model: root.legend.ticks
                Text {
                    required property int index
                    required property string modelData
                    readonly property int last: root.legend.ticks.length - 1
                    x: index === 0 ? 0 : index === last ? root.bar - width : (root.bar - width) / 2
                    text: modelData
                    textFormat: Text.PlainText
                    font: root.stage.captionFont
                    color: root.stage.colours.text2
                }
            }
        }
        Text {
            visible: root.legend.limitText !== ""
            text: root.legend.limitText
            textFormat: Text.PlainText
            font: root.stage.captionFont
            color: root.stage.colours.text
        }
        Repeater {
            model: root.legend.entries.slice(0, root.most)
            Row {
                id: entry
                required property var modelData
                spacing: 6
                Rectangle {
                    y: 3
                    width: 10
                    height: 10
                    radius: 2
                    color: entry.modelData.pattern === 2 ? "transparent" : entry.modelData.colour
                    border.width: entry.modelData.pattern === 0 ? 0 : 1
                    border.color: entry.modelData.pattern === 2 ? root.stage.colours.error : root.stage.colours.text2
                    clip: true
                    // As on the racks: bars where a value is beyond its limit or not known.
                    Repeater {
                        model: entry.modelData.pattern === 2 ? 3 : entry.modelData.pattern === 1 ? 2 : 0
                        Rectangle {
                            required property int index
                            y: entry.modelData.pattern === 2 ? 1 + index * 3 : 2 + index * 4
                            width: 10
                            height: 1
                            color: entry.modelData.pattern === 2 ? root.stage.colours.error : root.stage.colours.text2
                        }
                    }
                }
                Text {
                    text: entry.modelData.text + "  " + entry.modelData.count
                    textFormat: Text.PlainText
                    font: root.stage.captionFont
                    color: root.stage.colours.text
                }
            }
        }
        Text {
            visible: root.legend.entries.length > root.most
            text: "+ " + (root.legend.entries.length - root.most) + " more"
            font: root.stage.captionFont
            color: root.stage.colours.text2
        }
    }
}
