import QtQuick

// A name on the floor: always towards the viewer, with a line to what it names.
Item {
    id: root
    required property var stage
    required property string label
    required property rect place
    required property string style
    required property color ink
    required property point foot
    readonly property bool chosen: style === "selected"

    Rectangle {
        visible: root.foot.x !== 0 || root.foot.y !== 0
        x: Math.round(root.foot.x)
        y: root.place.y + root.place.height
        width: 1
        height: Math.max(0, root.foot.y - y)
        color: root.chosen ? root.stage.colours.accent : root.stage.colours.text2
    }
    Rectangle {
        visible: root.style !== "value"
        x: root.place.x
        y: root.place.y
        width: root.place.width
        height: root.place.height
        radius: 4
        color: root.chosen ? root.stage.colours.accent : root.stage.colours.plate
        opacity: root.chosen ? 1 : 0.94
        border.width: root.chosen ? 0 : 1
        border.color: root.stage.colours.plateLine
    }
    Text {
        x: root.place.x
        y: root.place.y
        width: root.place.width
        height: root.place.height
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        textFormat: Text.PlainText
        text: root.label
        font: root.style === "value" ? root.stage.valueFont : root.stage.plateFont
        color: root.style === "value" ? root.ink : root.chosen ? root.stage.colours.onAccent : root.stage.colours.text
    }
}
