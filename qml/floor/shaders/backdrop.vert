// Fills the view behind everything.
VARYING float up;

void MAIN()
{
    up = VERTEX.y * 0.5 + 0.5;
    POSITION = vec4(VERTEX.xy, 0.9999, 1.0);
}
